import type { trends as english } from '#i18n/en/trends.ts';
import type { Translation } from '#i18n/translation.ts';

export const trends = {} as const satisfies Translation<typeof english>;
