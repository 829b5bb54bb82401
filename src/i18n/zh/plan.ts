import type { plan as english } from '#i18n/en/plan.ts';
import type { Translation } from '#i18n/translation.ts';

export const plan = {} as const satisfies Translation<typeof english>;
