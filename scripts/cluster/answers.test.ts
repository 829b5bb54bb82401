import { beforeAll, describe, expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import { answerColumns } from '#engine/panel/forecast-answers.ts';
import { createRandom } from '#engine/random.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { ImportOutput } from '#ingest/import-report.ts';
import { seriesLines } from '#ingest/writing/write-series.ts';
import { readFacts, versionOf } from '#storage/slices/slices.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/statistics/handlers.ts';
import { blockOf, forecastBlock, type LineSettings, readBlocks } from './forecast-lines.ts';

const settings: LineSettings = {
  ...{ horizon: 6, method: 'mean4', origins: 2, seed: 7, digits: 1, tabs: false, until: Number.NaN, engine: 'debut+1' },
};
const encode = (text: string) => new TextEncoder().encode(text);

/** Sales of 30 products in three categories over a year, from a Monday to a Sunday. */
function sales(lastWeek = 52): string {
  const { below, next } = createRandom(11);
  const rows = ['date,product id,category,units,price'];
  for (let week = 0; week < lastWeek; week++)
    for (let product = 0; product < 30; product++) {
      const day = new Date(Date.UTC(2024, 0, 1 + 7 * week + (product % 7))).toISOString().slice(0, 10);
      if (next() < 0.9 && week >= product) rows.push(`${day},P-${product},Kind ${product % 3},${1 + below(40)},9.50`);
    }
  return `${rows.join('\n')}\n`;
}

function load(...files: readonly (readonly [name: string, text: string])[]): Promise<ImportOutput> {
  return importFiles({ files: files.map(([name, text]) => ({ name, bytes: encode(text) })) }, () => ({
    progress() {},
    async yieldNow() {},
  }));
}

/** What the engine answers to lines of series, put in order of their blocks. */
async function answersTo(lines: string, changed: Partial<LineSettings> = {}): Promise<string> {
  const own = { ...settings, ...changed };
  const idOf = (line: string): string => (own.tabs ? line.split('\t')[0] : JSON.parse(line).id);
  const keyed = lines
    .trimEnd()
    .split('\n')
    .map((line) => [blockOf(idOf(line), own.digits), line] as const);
  async function* sorted() {
    for (const [, line] of keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) yield line;
  }
  let text = '';
  for await (const { block, series: mine } of readBlocks(sorted(), own)) text += await forecastBlock(block, mine, own);
  return text;
}

/** The same as a table, asked by rows of product, week and units. */
async function answersAsTable(): Promise<string> {
  const rows = series
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const { id, start, values } = JSON.parse(line) as { id: string; start: string; values: (number | null)[] };
      return values.map((value, t) => `${id}\t${formatIsoDate(parseIsoDate(start) + 7 * t)}\t${value ?? '\\N'}`);
    });
  return `${answerColumns.join('\t')}\n${await answersTo(rows.join('\n'), { tabs: true })}`;
}

let log = '';
let series = '';
let answers = '';
let sold: Dataset;
beforeAll(async () => {
  log = sales();
  sold = (await load(['sales.csv', log])).dataset;
  if (sold.panel) series = [...seriesLines(sold.panel)].join('');
  answers = await answersTo(series);
});

describe('answers of an engine elsewhere', () => {
  it('take the place of what would be computed: each product as it was answered, sums from the bottom up', async () => {
    const { dataset, files } = await load(['sales.csv', log], ['answers.jsonl', answers]);
    expect(files.map(({ kind, state }) => [kind, state])).toEqual([
      ['sales', 'imported'],
      ['forecasts', 'imported'],
    ]);
    expect(dataset.answers).toMatchObject({ engine: 'debut+1', seed: 7, horizon: 6 });
    expect(dataset.fingerprint).not.toBe(sold.fingerprint);
    const found = await handlers.answerSeries({ dataset, horizon: 5, holdout: 0, products: 30 }, createFreeControl());
    const meansOf = (id: string) =>
      Array.from(found.find((one) => one.series.id === id)?.result?.forecasts[0].forecast.mean ?? []);
    const lines = answers
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const { id, mean } of lines) expect(meansOf(`product:${id}`)).toEqual(mean.slice(0, 5));
    const mine = lines.filter(({ id }) => Number(id.slice(2)) % 3 === 1);
    const sums = mine[0].mean
      .slice(0, 5)
      .map((_: number, h: number) => mine.reduce((sum, { mean }) => sum + mean[h], 0));
    for (const [h, mean] of meansOf('category:Kind 1').entries()) expect(mean).toBeCloseTo(sums[h], 8);
    const category = found.find((one) => one.series.id === 'category:Kind 1')?.result;
    expect(category).toMatchObject({ reason: 'made-elsewhere', chosen: 'mean4', scores: [] });
    expect(category?.folds).toHaveLength(2);
    const [{ forecast }] = category?.forecasts ?? [];
    const width = (hi: number, lo: number) => hi - lo;
    const alone = mine.reduce((sum, { hi80, lo80 }) => sum + width(hi80[0], lo80[0]), 0);
    expect(width(forecast.hi80[0], forecast.lo80[0])).toBeLessThan(alone);
    await expect(
      handlers.answerSeries({ dataset, horizon: 7, holdout: 0, products: 1 }, createFreeControl()),
    ).rejects.toMatchObject({ code: 'answers-too-short', params: { weeks: 6, needed: 7 } });
  });

  it('come as a table too, and are kept in a project', async () => {
    const { dataset } = await load(['answers.tsv', await answersAsTable()], ['sales.csv', log]);
    expect(dataset.answers).toMatchObject({ engine: 'debut+1', folds: [] });
    const facts = { dataset, files: [], questions: [], issues: [], reconciliation: null, choices: {}, remembered: {} };
    const all = { ...facts, settings: { weekStart: 0, decisions: {}, currency: '' }, isSample: false };
    const read = readFacts('dataset', versionOf('dataset'), all);
    expect(read).toMatchObject({ facts: { dataset: { answers: dataset.answers } } });
  });

  it.each<[string, string, () => string | Promise<string>]>([
    [
      'answers-mixed-engines',
      'two engines',
      async () => answers.replace(/("engine":")debut\+1(?![\s\S]*debut\+1)/, '$1debut+2'),
    ],
    [
      'answers-mixed-seeds',
      'two seeds',
      async () => `${answers}${await answersTo(`${series.split('\n')[0].replace('P-', 'Q-')}\n`, { seed: 8 })}`,
    ],
    [
      'answers-cut-off',
      'without a line of a block of several',
      () => {
        const lines = answers.trimEnd().split('\n');
        const blocks = lines.map((line) => JSON.parse(line).block);
        return lines.filter((_, at) => at !== blocks.findIndex((block, k) => blocks.indexOf(block) < k)).join('\n');
      },
    ],
    ['answers-unreadable', 'cut within a line', () => answers.slice(0, -30)],
    [
      'answers-lack-products',
      'without a block',
      () =>
        answers
          .split('\n')
          .filter((line) => line && JSON.parse(line).block !== JSON.parse(answers.split('\n')[0]).block)
          .join('\n'),
    ],
    [
      'answers-unknown-product',
      'of a product that is not in the panel',
      () => answersTo(series.replaceAll('"P-4"', '"Z-4"')),
    ],
    [
      'answers-other-sales',
      'of other sales',
      () => answersTo(series.replace(/"values":\[(\d+)/, (_, units) => `"values":[${Number(units) + 1}`)),
    ],
    ['answers-other-week', 'of a panel that ended earlier', () => answersTo(series.replaceAll(/,(\d+|null)\]/g, ']'))],
  ])('are refused by name: %s, %s', async (code, _what, change) => {
    const { dataset, files, issues } = await load(['sales.csv', log], ['answers.jsonl', await change()]);
    expect(issues.filter(({ severity }) => severity === 'error').map((issue) => issue.code)).toEqual([code]);
    expect(files[1]).toMatchObject({ kind: 'forecasts', state: 'failed' });
    expect(dataset.answers).toBeUndefined();
    expect(dataset.panel?.products).toHaveLength(30);
  });

  it('are refused without the sales that they belong to', async () => {
    const { issues } = await load(['answers.jsonl', answers]);
    expect(issues.map(({ code }) => code)).toEqual(['answers-without-sales']);
  });
});
