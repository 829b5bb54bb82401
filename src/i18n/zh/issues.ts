import type { issues as english } from '#i18n/en/issues.ts';
import type { Translation } from '#i18n/translation.ts';

export const issues = {} as const satisfies Translation<typeof english>;
