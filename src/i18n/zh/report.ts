import type { report as english } from '#i18n/en/report.ts';
import type { Translation } from '#i18n/translation.ts';

export const report = {} as const satisfies Translation<typeof english>;
