import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { ReviewRecord } from '#engine/reviews/feedback.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/monitor/handlers.ts';

const data = path.resolve(import.meta.dirname, '../../../../shared/data');
const english = path.join(data, 'womens_clothing_reviews.csv.gz');
const chinese = path.join(data, 'zh_reviews_asap_sample_gb18030.csv');

function rowsOf(
  text: string,
  columns: { readonly id: string; readonly rating: string; readonly text: string },
): ReviewRecord[] {
  const { data: rows } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return rows.map((row) => ({
    productId: row[columns.id] ?? '',
    day: null,
    rating: Number(row[columns.rating]),
    text: row[columns.text] ?? '',
  }));
}

async function classifierOf(reviews: readonly ReviewRecord[]) {
  const report = await handlers.readFeedback({ reviews, launches: [], asOf: 0, seed: 1 }, createFreeControl());
  if (!report.classifier) throw new Error('nothing was learnt');
  return report.classifier;
}

test.skipIf(!existsSync(english))(
  'English reviews: better than the word list and than the majority on the later rows (skipped when ../shared/data is missing)',
  async () => {
    const text = gunzipSync(readFileSync(english)).toString('utf8');
    // A third of them; `npm run prove` reads all, and demands 0.87.
    const reviews = rowsOf(text, { id: 'Clothing ID', rating: 'Rating', text: 'Review Text' }).slice(-8000);
    const { splitBy, model, majority, wordList } = await classifierOf(reviews);
    // Counted from the rows: a text, and 1, 2, 4 or 5 stars; the last fifth is tested.
    const judged = reviews.filter((review) => review.text.trim() !== '' && review.rating !== 3).length;
    expect(splitBy).toBe('order');
    expect(model.tested).toBe(judged - Math.floor(0.8 * judged));
    expect(model.balancedAccuracy).toBeGreaterThanOrEqual(0.85);
    expect(majority.balancedAccuracy).toBe(0.5);
    expect(wordList.balancedAccuracy).toBeLessThan(0.75);
  },
  300_000,
);

test.skipIf(!existsSync(chinese))(
  'Chinese reviews: 300 rows allow folds, better than the word list and than the majority (skipped when ../shared/data is missing)',
  async () => {
    const text = new TextDecoder('gb18030').decode(readFileSync(chinese));
    const { splitBy, model, wordList, interval } = await classifierOf(
      rowsOf(text, { id: 'index', rating: 'star', text: 'reviewbody' }),
    );
    expect(splitBy).toBe('folds');
    expect(model.tested).toBe(256);
    expect(model.balancedAccuracy).toBeGreaterThan(wordList.balancedAccuracy);
    expect(model.balancedAccuracy).toBeGreaterThan(0.75);
    expect(interval[1] - interval[0]).toBeGreaterThan(0.1);
  },
  60_000,
);
