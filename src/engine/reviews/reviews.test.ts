import { describe, expect, test } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import { createRandom } from '#engine/random.ts';
import type { ReviewRecord } from '#engine/reviews/feedback.ts';
import { fitLogistic } from '#engine/reviews/logistic-regression.ts';
import { findRatingFall } from '#engine/reviews/rating-fall.ts';
import { readFeedback } from '#engine/reviews/read-feedback.ts';
import { reviewTerms, topicTerms } from '#engine/reviews/review-terms.ts';
import { risingTopics } from '#engine/reviews/rising-topics.ts';
import { trainSentiment } from '#engine/reviews/sentiment-classifier.ts';
import { wordListScore } from '#engine/reviews/word-list.ts';

const good = ['soft and lovely fabric', 'fits so well', '质量很好', '颜色漂亮，很喜欢'];
const bad = ['zipper broke at once', 'seam came apart', '拉链坏了', '掉色很厉害，要退'];

/** Reviews whose text goes with the rating, negative ones `share` of them; days in order. */
function simulated(count: number, share: number, seed: number): ReviewRecord[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, k) => {
    const isBad = random.next() < share;
    const texts = isBad ? bad : good;
    return {
      productId: `p${k % 5}`,
      day: k,
      rating: isBad ? 1 + random.below(2) : 4 + random.below(2),
      text: texts[random.below(4)],
    };
  });
}

test('terms: words and pairs, Chinese runs of one to three characters; topics leave out what says nothing', () => {
  expect([...reviewTerms("Didn't fit")]).toEqual(["didn't", 'fit', "didn't fit"]);
  expect([...reviewTerms('很漂亮')].sort()).toEqual(['很', '漂', '亮', '很漂', '漂亮', '很漂亮'].sort());
  expect([...topicTerms('the zip broke')]).toEqual(['zip', 'broke', 'zip broke']);
});

test('logistic regression meets its first-order conditions, and a case with a closed form', async () => {
  // One column of ones beside the intercept: by symmetry w = b C-scaled; the gradient is checked instead.
  const rows = {
    starts: Int32Array.of(0, 1, 2, 3, 4),
    columns: Int32Array.of(0, 0, 0, 0),
    values: Float64Array.of(2, 1, -1, -2),
  };
  const labels = [1, -1, 1, -1];
  const { weights, intercept } = await fitLogistic({ rows, labels, importance: [1, 1, 1, 1], columns: 1, c: 3 });
  const slope = labels.map(
    (label, r) => (-3 * label) / (1 + Math.exp(label * (rows.values[r] * weights[0] + intercept))),
  );
  expect(weights[0] + slope.reduce((sum, s, r) => sum + s * rows.values[r], 0)).toBeCloseTo(0, 2);
  expect(sumOf(slope)).toBeCloseTo(0, 2);
  // Without columns the intercept is the log odds of the classes.
  const none = { starts: Int32Array.of(0, 0, 0, 0, 0), columns: new Int32Array(), values: new Float64Array() };
  const plain = await fitLogistic({ rows: none, labels: [1, 1, 1, -1], importance: [1, 1, 1, 1], columns: 0, c: 1 });
  expect(plain.intercept).toBeCloseTo(Math.log(3), 2);
});

describe('the classifier', () => {
  test('learns what the reviews are rated for, and is scored on later ones', async () => {
    const found = await trainSentiment(simulated(600, 0.2, 3));
    expect(found?.report.splitBy).toBe('day');
    expect(found?.report.model.balancedAccuracy).toBeGreaterThan(0.97);
    expect(found?.report.majority.balancedAccuracy).toBe(0.5);
    expect(found?.logOdds('拉链又坏了')).toBeGreaterThan(0);
    expect(found?.logOdds('soft fabric')).toBeLessThan(0);
  });
  test('finds nothing where ratings and texts have nothing to do with each other', async () => {
    const random = createRandom(8);
    const noise = simulated(600, 0.2, 5).map((review) => ({ ...review, rating: random.next() < 0.3 ? 1 : 5 }));
    const value = (await trainSentiment(noise))?.report.model.balancedAccuracy ?? 1;
    expect(Math.abs(value - 0.5)).toBeLessThan(0.13);
  });
  test('few reviews: folds; too few: nothing', async () => {
    expect((await trainSentiment(simulated(120, 0.2, 3)))?.report.splitBy).toBe('folds');
    expect(await trainSentiment(simulated(20, 0.1, 3))).toBeNull();
  });
});

test('the word list counts a word after a negation the other way', () => {
  expect(wordListScore('great, love it')).toBe(2);
  expect(wordListScore('not great')).toBe(-1);
  expect(wordListScore('很失望，要退货')).toBe(-2);
});

test('a topic rises where it is written more often than before, and not where it always was', () => {
  const record = (text: string, day: number): ReviewRecord => ({ productId: 'p', day, rating: 2, text });
  const before = Array.from({ length: 200 }, (_, k) => record(k % 4 === 0 ? 'handle loose' : 'colour fine', k));
  const window = Array.from({ length: 40 }, (_, k) =>
    record(k % 4 === 0 ? 'handle loose' : k % 2 === 0 ? 'smells burnt' : 'colour fine', 200 + k),
  );
  const topics = risingTopics(window, before, () => true);
  expect(topics.map(({ term }) => term)).toEqual(['smells burnt']);
  expect(topics[0]).toMatchObject({ count: 10, share: 0.25, shareBefore: 0, negativeShare: 1 });
});

describe('falling ratings', () => {
  const overall = { mean: 4.2, spread: 1 };
  const ratings = (list: readonly number[]) => list.map((rating, day) => ({ day, rating }));
  test('by hand: usual (10 x 4 + 10 x 4.2) / 20 = 4.1; ones add 3.1 - 0.5 each: over 8 with the fourth', () => {
    const fall = findRatingFall(ratings([...new Array(10).fill(4), 1, 1, 1, 1, 1]), overall);
    expect(fall).toMatchObject({ since: 10, raisedOn: 13, before: 4.1, after: 1 });
    expect(findRatingFall(ratings([...new Array(10).fill(4), 1, 1, 1]), overall)).toBeNull();
  });
  test('of products whose ratings do not fall at most one in twenty raises it in 100 ratings', () => {
    const random = createRandom(17);
    const draw = (): number => [5, 5, 5, 5, 4, 4, 4, 3, 2, 1][random.below(10)];
    const own = { mean: 3.8, spread: Math.sqrt(1.76) };
    let raised = 0;
    for (let world = 0; world < 2000; world++)
      if (findRatingFall(ratings(Array.from({ length: 100 }, draw)), own)) raised++;
    expect(raised / 2000).toBeLessThan(0.05);
    expect(raised / 2000).toBeGreaterThan(0.005);
  });
});

test('feedback of a launch: shares, months, fall and topics since its launch only', async () => {
  const other = simulated(400, 0.15, 9);
  const own = Array.from(
    { length: 60 },
    (_, k): ReviewRecord => ({
      productId: 'new',
      day: 500 + k,
      rating: k < 20 ? 5 : 1,
      text: k < 20 ? 'soft and lovely fabric' : 'lid leaks everywhere',
    }),
  );
  const early: ReviewRecord = { productId: 'new', day: 10, rating: 1, text: 'before its launch' };
  const report = await readFeedback(
    [...other, early, ...own],
    [{ candidateId: 'c', productIds: ['new'], from: 500 }],
    560,
  );
  const [product] = report.products;
  expect(product.reviews).toBe(60);
  expect(product.negativeShare).toBeCloseTo(40 / 60, 12);
  expect(product.months.map(({ reviews }) => reviews)).toEqual([28, 28, 4]);
  expect(product.fall?.since).toBe(520);
  expect(product.topics[0].term).toContain('leaks');
  expect(report.classifier).not.toBeNull();
});
