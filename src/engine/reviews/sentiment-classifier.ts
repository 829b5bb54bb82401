import type { ClassifierReport, ClassifierScore, ReviewRecord } from '#engine/reviews/feedback.ts';
import { fitLogistic, type LogisticModel, type SparseRows, score } from '#engine/reviews/logistic-regression.ts';
import { reviewTerms } from '#engine/reviews/review-terms.ts';
import { wordListScore } from '#engine/reviews/word-list.ts';

/** A review with a text and a rating that says which side it is on. */
interface Labelled {
  readonly terms: ReadonlySet<string>;
  readonly text: string;
  /** +1: negative (1 to 2 stars), -1: positive (4 to 5). */
  readonly label: 1 | -1;
}

export interface SentimentClassifier {
  /** Log odds of a negative review; above 0: negative. */
  logOdds(text: string): number;
  readonly report: ClassifierReport;
}

/** Share of the labelled reviews, the latest, that the score is measured on. */
const testShare = 0.2;
/** Where the latest fifth holds fewer of a class, five folds are scored instead, so that every review is judged once by a model that has not seen it. */
const leastTested = 20;
const folds = 5;
const innerFolds = 4;
/** A term has to stand in so many reviews. */
const leastDocuments = 2;
/** Strengths of fitting that are tried, weak to strong. */
const strengths = [0.3, 1, 3];
const strengthsOfFew = [0.3, 3];
/** A word list's judgement of this many words is all but certain. */
const wordListScale = 2;
/** Fewer negative (or positive) reviews than this teach nothing. */
export const leastOfAClass = 8;

/** Day order where all reviews are dated, else the order of the file. */
function inOrder(reviews: readonly ReviewRecord[]): {
  readonly ordered: readonly ReviewRecord[];
  readonly splitBy: 'day' | 'order';
} {
  if (!reviews.every(({ day }) => day !== null)) return { ordered: reviews, splitBy: 'order' };
  const places = reviews.map((_, i) => i).sort((a, b) => (reviews[a].day ?? 0) - (reviews[b].day ?? 0) || a - b);
  return { ordered: places.map((i) => reviews[i]), splitBy: 'day' };
}

function labelOf({ rating, text }: ReviewRecord): Labelled[] {
  if (rating === null || text.trim() === '' || (rating > 2 && rating < 4)) return [];
  return [{ terms: reviewTerms(text), text, label: rating <= 2 ? 1 : -1 }];
}

/**
 * Logistic regression on words, pairs of words and runs of Chinese characters, learnt from the user's own rated reviews: 1 to 2 stars against 4 to 5. Scored on the latest
 * fifth, which neither terms nor weights have seen (with fewer than 20 of a class in it: on five folds, every fifth review of each class together); what reads
 * reviews afterwards is fitted on all. Null where either class has fewer than 8 reviews. Classes weigh the same; the strength of fitting is chosen on the last fifth of
 * what is trained on.
 */
export async function trainSentiment(
  reviews: readonly ReviewRecord[],
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<SentimentClassifier | null> {
  const { ordered, splitBy } = inOrder(reviews);
  const labelled = ordered.flatMap(labelOf);
  if (!hasBoth(labelled, leastOfAClass)) return null;
  const cut = Math.floor(labelled.length * (1 - testShare));
  const isLarge = hasBoth(labelled.slice(cut), leastTested) && hasBoth(labelled.slice(0, cut), leastOfAClass);
  const splits = isLarge ? [{ train: labelled.slice(0, cut), test: labelled.slice(cut) }] : inFolds(labelled, folds);
  const predicted: number[] = [];
  const majority: number[] = [];
  let features = 0;
  for (const { train, test } of splits) {
    const model = await fitBest(train, pause);
    features = Math.max(features, model.features);
    for (const review of test) predicted.push(model.logOdds(review) > 0 ? 1 : -1);
    const most = count(train, 1) * 2 > train.length ? 1 : -1;
    for (let k = 0; k < test.length; k++) majority.push(most);
  }
  const tested = splits.flatMap(({ test }) => test);
  const model = scoreOf(predicted, tested);
  const all = await fitBest(labelled, pause);
  return {
    logOdds: (text) => all.logOdds({ text, terms: reviewTerms(text) }),
    report: {
      trainedOn: splits[0].train.length,
      negativeShare: count(labelled, 1) / labelled.length,
      features,
      splitBy: isLarge ? splitBy : 'folds',
      model,
      majority: scoreOf(majority, tested),
      wordList: scoreOf(
        tested.map(({ text }) => (wordListScore(text) < 0 ? 1 : -1)),
        tested,
      ),
      interval: balancedInterval(model, count(tested, 1), count(tested, -1)),
    },
  };
}

/** Every n-th review of each class is tested by what the others teach. */
function inFolds(
  labelled: readonly Labelled[],
  count: number,
): { readonly train: Labelled[]; readonly test: Labelled[] }[] {
  const seen = { 1: 0, [-1]: 0 } as Record<number, number>;
  const foldOf = labelled.map(({ label }) => seen[label]++ % count);
  return Array.from({ length: count }, (_, fold) => ({
    train: labelled.filter((_review, k) => foldOf[k] !== fold),
    test: labelled.filter((_review, k) => foldOf[k] === fold),
  }));
}

/** 95 % interval of the mean of two recalls: each by Agresti and Coull (1998), which stays honest where all were right. */
function balancedInterval(
  { recallNegative, recallPositive }: ClassifierScore,
  negatives: number,
  positives: number,
): readonly [number, number] {
  const adjusted = [
    [recallNegative, negatives],
    [recallPositive, positives],
  ].map(([recall, n]) => ({ middle: (recall * n + 2) / (n + 4), n: n + 4 }));
  const middle = (adjusted[0].middle + adjusted[1].middle) / 2;
  const error = Math.sqrt(adjusted.reduce((sum, { middle: p, n }) => sum + (p * (1 - p)) / n, 0)) / 2;
  return [Math.max(0, middle - 1.96 * error), Math.min(1, middle + 1.96 * error)];
}

function count(reviews: readonly Labelled[], label: 1 | -1): number {
  return reviews.filter((review) => review.label === label).length;
}

function hasBoth(reviews: readonly Labelled[], least: number): boolean {
  return count(reviews, 1) >= least && count(reviews, -1) >= least;
}

interface FittedTerms {
  readonly features: number;
  logOdds(review: Pick<Labelled, 'terms' | 'text'>): number;
}

/** Reviews as rows: terms weighed by inverse document frequency, every review of length 1. */
interface Prepared {
  readonly places: ReadonlyMap<string, number>;
  readonly weights: readonly number[];
  readonly rows: SparseRows;
  readonly labels: readonly number[];
  /** Both classes weigh the same. */
  readonly importance: readonly number[];
}

function prepare(reviews: readonly Labelled[]): Prepared {
  const documents = new Map<string, number>();
  for (const { terms } of reviews) for (const term of terms) documents.set(term, (documents.get(term) ?? 0) + 1);
  const places = new Map<string, number>();
  const weights: number[] = [];
  for (const [term, found] of documents) {
    if (found < leastDocuments) continue;
    places.set(term, places.size);
    weights.push(Math.log((1 + reviews.length) / (1 + found)) + 1);
  }
  const labels = reviews.map(({ label }) => label);
  const share = (label: 1 | -1): number => reviews.length / (2 * count(reviews, label));
  const [negative, positive] = [share(1), share(-1)];
  return {
    places,
    weights,
    rows: toRows(reviews, places, weights),
    labels,
    importance: labels.map((label) => (label === 1 ? negative : positive)),
  };
}

/** The strength that reads the last fifth best, then all of it fitted with that strength. */
async function fitBest(train: readonly Labelled[], pause: () => Promise<void>): Promise<FittedTerms> {
  const cut = Math.floor(train.length * (1 - testShare));
  const [early, holdOut] = [train.slice(0, cut), train.slice(cut)];
  if (!hasBoth(holdOut, leastTested)) return fitFew(train, pause);
  let strength = 1;
  if (hasBoth(early, leastOfAClass)) {
    const prepared = prepare(early);
    let best = -1;
    let start: LogisticModel | undefined;
    for (const c of strengths) {
      start = await fitPrepared(prepared, c, pause, start);
      const model = readerOf(prepared, start);
      const { balancedAccuracy } = scoreOf(
        holdOut.map((review) => (model.logOdds(review) > 0 ? 1 : -1)),
        holdOut,
      );
      if (balancedAccuracy > best) [best, strength] = [balancedAccuracy, c];
    }
  }
  const prepared = prepare(train);
  return readerOf(prepared, await fitPrepared(prepared, strength, pause));
}

/** Strength and threshold by the pooled judgements of four folds; the threshold goes only half the way, for the folds' best is partly chance. */
async function fitFew(train: readonly Labelled[], pause: () => Promise<void>): Promise<FittedTerms> {
  let best = { strength: 1, threshold: 0, value: -1 };
  for (const strength of strengthsOfFew) {
    const odds: number[] = [];
    const judged: Labelled[] = [];
    for (const { train: rest, test } of inFolds(train, innerFolds)) {
      const prepared = prepare(rest);
      const model = readerOf(prepared, await fitPrepared(prepared, strength, pause));
      for (const review of test) {
        odds.push(model.logOdds(review));
        judged.push(review);
      }
    }
    const found = bestThreshold(odds, judged);
    if (found.value > best.value) best = { strength, ...found };
  }
  const prepared = prepare(train);
  const model = readerOf(prepared, await fitPrepared(prepared, best.strength, pause));
  return { features: model.features, logOdds: (review) => model.logOdds(review) - best.threshold / 2 };
}

function bestThreshold(
  odds: readonly number[],
  judged: readonly Labelled[],
): { readonly threshold: number; readonly value: number } {
  const sorted = [...odds].sort((a, b) => a - b);
  let best = { threshold: 0, value: -1 };
  for (let k = 0; k + 1 < sorted.length; k++) {
    const threshold = (sorted[k] + sorted[k + 1]) / 2;
    const { balancedAccuracy: value } = scoreOf(
      odds.map((each) => (each > threshold ? 1 : -1)),
      judged,
    );
    if (value > best.value) best = { threshold, value };
  }
  return best;
}

function fitPrepared(
  prepared: Prepared,
  c: number,
  pause: () => Promise<void>,
  start?: LogisticModel,
): Promise<LogisticModel> {
  const { rows, labels, importance, places } = prepared;
  return fitLogistic({ rows, labels, importance, columns: places.size + 1, c, ...(start ? { start } : {}) }, pause);
}

function readerOf({ places, weights }: Prepared, model: LogisticModel): FittedTerms {
  return {
    features: places.size,
    logOdds: (review) => score(toRows([review], places, weights), 0, model.weights, model.intercept),
  };
}

function toRows(
  reviews: readonly Pick<Labelled, 'terms' | 'text'>[],
  places: ReadonlyMap<string, number>,
  weights: readonly number[],
): SparseRows {
  const columns: number[] = [];
  const values: number[] = [];
  const starts = [0];
  for (const { terms, text } of reviews) {
    const from = columns.length;
    let squares = 0;
    for (const term of terms) {
      const place = places.get(term);
      if (place === undefined) continue;
      columns.push(place);
      values.push(weights[place]);
      squares += weights[place] ** 2;
    }
    const length = Math.sqrt(squares);
    for (let k = from; k < values.length; k++) values[k] /= length;
    columns.push(places.size);
    values.push(Math.tanh(wordListScore(text) / wordListScale));
    starts.push(columns.length);
  }
  return { starts: Int32Array.from(starts), columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

/** Scores of predictions against labels; +1 = negative. */
function scoreOf(predicted: readonly number[], reviews: readonly Labelled[]): ClassifierScore {
  let hits = 0;
  let foundNegative = 0;
  let foundPositive = 0;
  let saidNegative = 0;
  reviews.forEach(({ label }, k) => {
    if (predicted[k] === 1) saidNegative++;
    if (predicted[k] !== label) return;
    hits++;
    if (label === 1) foundNegative++;
    else foundPositive++;
  });
  const recallNegative = foundNegative / count(reviews, 1);
  const recallPositive = foundPositive / count(reviews, -1);
  return {
    balancedAccuracy: (recallNegative + recallPositive) / 2,
    accuracy: hits / reviews.length,
    recallNegative,
    recallPositive,
    precisionNegative: saidNegative > 0 ? foundNegative / saidNegative : 0,
    tested: reviews.length,
  };
}
