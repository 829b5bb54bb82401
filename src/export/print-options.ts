import type { Language } from '#i18n/language.ts';

export type Paper = 'A4' | 'LETTER';

/** Chapters that a document can go without. Summary, calendar, launches, and what it takes to repeat the plan always stand in it. */
export const optionalParts = [
  'notSelected',
  'demand',
  'trend',
  'risk',
  'reasons',
  'accuracy',
  'data',
  'method',
] as const;
export type OptionalPart = (typeof optionalParts)[number];

/** How a plan is set on paper. */
export interface PrintOptions {
  /** One after the other, each the whole document; the file is named in the first. */
  readonly languages: readonly [Language, ...Language[]];
  readonly paper: Paper;
  readonly omitted: readonly OptionalPart[];
}
