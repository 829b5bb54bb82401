import type { Language } from '#i18n/language.ts';

export type Paper = 'A4' | 'LETTER';

/** How a document is set on paper. */
export interface PrintOptions {
  /** One after the other, each the whole document; the file is named in the first. */
  readonly languages: readonly [Language, ...Language[]];
  readonly paper: Paper;
  /** Ids of chapters that it goes without; of chapters that it may not go without, or that there are no more, nothing comes. */
  readonly omitted: readonly string[];
}
