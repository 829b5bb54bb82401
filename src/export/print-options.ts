import type { Language } from '#i18n/language.ts';

export type Paper = 'A4' | 'LETTER';

/** Points, upright. */
export const paperSizes: Readonly<Record<Paper, readonly [number, number]>> = {
  A4: [595.28, 841.89],
  LETTER: [612, 792],
};
/** Points: left, top, right, bottom. */
export const pageMargins: [number, number, number, number] = [44, 48, 44, 46];

/** How a document is set on paper. */
export interface PrintOptions {
  /** One after the other, each the whole document; the file is named in the first. */
  readonly languages: readonly [Language, ...Language[]];
  readonly paper: Paper;
  /** Ids of chapters that it goes without; of chapters that it may not go without, or that there are no more, nothing comes. */
  readonly omitted: readonly string[];
}
