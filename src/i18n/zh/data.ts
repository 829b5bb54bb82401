import type { data as english } from '#i18n/en/data.ts';
import type { Translation } from '#i18n/translation.ts';

export const data = {} as const satisfies Translation<typeof english>;
