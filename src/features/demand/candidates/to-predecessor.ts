import type { LevelScore } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { Dataset } from '#engine/panel/dataset.ts';

/** What is known of the product that a candidate goes on from. */
export interface Predecessor {
  readonly productId: string;
  /** Known units in the last complete weeks, and how many of these weeks there are (13 at most). */
  readonly units: number;
  readonly weeks: number;
  /** Mean rating of 5 and number of reviews; 0 reviews: none. */
  readonly rating: number;
  readonly reviews: number;
}

/** What the forecast makes of the ratings of predecessors: reads them, leaves them out, or cannot learn what they mean. */
export type RatingUse = 'used' | 'leftOut' | 'undated' | 'few';

export function toRatingUse(reviews: Dataset['reviews'], scores: readonly LevelScore[] | undefined): RatingUse {
  if (!reviews.some(({ byDay }) => byDay !== undefined)) return 'undated';
  const score = scores?.find(({ model }) => model === 'reviews');
  if (!score) return 'few';
  return score.weight > 0 ? 'used' : 'leftOut';
}

const shownWeeks = 13;

/** The predecessor that the file names, where the sales know it; else null. */
export function toPredecessor(
  { panel, reviews }: Pick<Dataset, 'panel' | 'reviews'>,
  candidate: Pick<Candidate, 'predecessor'> | undefined,
): Predecessor | null {
  const row = panel?.products.findIndex(({ id }) => id === candidate?.predecessor) ?? -1;
  if (!panel || row < 0) return null;
  let units = 0;
  let weeks = 0;
  for (let t = Math.max(panel.completeFrom, panel.completeTo - shownWeeks); t < panel.completeTo; t++) {
    const value = panel.units[row * panel.periods + t];
    if (Number.isNaN(value)) continue;
    units += value;
    weeks++;
  }
  const { id } = panel.products[row];
  const rated = reviews.find(({ productId }) => productId === id);
  return { productId: id, units, weeks, rating: rated?.meanRating ?? Number.NaN, reviews: rated?.count ?? 0 };
}
