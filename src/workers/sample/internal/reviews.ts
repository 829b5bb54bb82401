import { createRandom, type Random } from '#engine/random.ts';
import type { Review } from './assortment/range.ts';
import { drawFrom, drawNormal } from './draws.ts';
import { firstDay, lastDay } from './market-facts.ts';
import { ranges, type World, type WorldProduct } from './world.ts';

export interface ReviewRow {
  readonly day: number;
  readonly product: string;
  /** 1 to 5. */
  readonly rating: number;
  readonly text: string;
}

const serviceGood = [
  '物流很快，第二天就到了。',
  '包装严实，没有一点磕碰。',
  '客服回复及时，问什么都耐心。',
  '活动价入手，很划算。',
  '会回购，也推荐给同事了。',
  '',
  '',
  '',
];
const serviceBad = ['物流等了五天。', '客服一直让等，没有下文。', '退货流程太麻烦。', '', '', ''];

function drawText(random: Random, sentences: Review, rating: number): string {
  if (rating >= 4) {
    const first = drawFrom(random, sentences.good);
    const second = rating === 4 ? drawFrom(random, sentences.mixed) : drawFrom(random, sentences.good);
    const more = random.next() < 0.45 && second !== first ? second : '';
    return first + more + drawFrom(random, serviceGood);
  }
  if (rating === 3) return drawFrom(random, sentences.mixed) + drawFrom(random, ['', '', '先用着看吧。', '中规中矩。']);
  return drawFrom(random, sentences.bad) + drawFrom(random, serviceBad);
}

const ratingOf = (mood: number): number => (mood > 3.75 ? 5 : mood > 3.1 ? 4 : mood > 2.5 ? 3 : mood > 1.9 ? 2 : 1);

function reviewsOf(product: WorldProduct, seed: number, end = lastDay): ReviewRow[] {
  const random = createRandom(seed);
  const sentences = (ranges.find((range) => range.code === product.categoryCode) as (typeof ranges)[number]).reviews;
  const from = (product.launchDay ?? firstDay) + 4;
  const to = Math.min(product.endDay ?? end, end);
  const count = 3 + Math.min(16, Math.round(product.peakWeekly / 9));
  const texts = new Set<string>();
  const rows: ReviewRow[] = [];
  for (let i = 0; i < count; i++) {
    const rating = ratingOf(product.quality + 0.95 * drawNormal(random));
    const text = drawText(random, sentences, rating);
    const day = from + random.below(Math.max(1, to - from));
    if (texts.has(text)) continue;
    texts.add(text);
    rows.push({ day, product: product.id, rating, text });
  }
  return rows;
}

/** Ratings centre on the product's quality; what is written goes with the rating. */
export function simulateReviews(world: World): readonly ReviewRow[] {
  return world.products.flatMap((product, index) => reviewsOf(product, world.seed + 40000 + index)).sort(byDay);
}

const byDay = (a: ReviewRow, b: ReviewRow): number => a.day - b.day || (a.product < b.product ? -1 : 1);

/** Reviews of the launches until `end`, as many a week as the log's launches get in their first quarter. */
export function simulateLaterReviews(
  world: World,
  launched: readonly WorldProduct[],
  end: number,
): readonly ReviewRow[] {
  return launched
    .flatMap((product) => {
      const place = world.candidates.findIndex((candidate) => candidate.product.id === product.id);
      return (product.launchDay ?? end) + 5 < end ? reviewsOf(product, world.seed + 90000 + place, end) : [];
    })
    .sort(byDay);
}
