import type { demand as english } from '#i18n/en/demand.ts';
import type { Translation } from '#i18n/translation.ts';

export const demand = {} as const satisfies Translation<typeof english>;
