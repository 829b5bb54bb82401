import type { common as english } from '#i18n/en/common.ts';
import type { Translation } from '#i18n/translation.ts';

export const common = {} as const satisfies Translation<typeof english>;
