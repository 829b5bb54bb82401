/** What the classifier of reviews comes to on all English reviews of the reference data: balanced accuracy on the later fifth. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/monitor/handlers.ts';
import type { Benchmark } from '../run.ts';

const file = path.resolve('../shared/data/womens_clothing_reviews.csv.gz');

const reviewsBenchmark: Benchmark = async () => {
  if (!existsSync(file)) return { skipped: '../shared/data is not there' };
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  const reviews = data.map((row) => ({
    productId: row['Clothing ID'] ?? '',
    day: null,
    rating: Number(row.Rating),
    text: row['Review Text'] ?? '',
  }));
  const report = await handlers.readFeedback({ reviews, launches: [], asOf: 0, seed: 1 }, createFreeControl());
  const { classifier } = report;
  if (!classifier) throw new Error('nothing was learnt');
  return {
    'reviews tested': classifier.model.tested,
    'reviews balanced accuracy': classifier.model.balancedAccuracy,
    'reviews balanced accuracy of the word list': classifier.wordList.balancedAccuracy,
  };
};

export default reviewsBenchmark;
