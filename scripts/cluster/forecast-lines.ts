import { createHash } from 'node:crypto';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { forecastColumns } from '#engine/forecast.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import { type AnswerColumn, answerColumns, seriesCheck } from '#engine/panel/forecast-answers.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { SeriesInput } from '#workers/statistics/contract.ts';
import { decideSeries, fitPooled, fitSeries } from '#workers/statistics/handlers.ts';
import { BadLine, seriesOfJson, WeeklyRows } from './read-series.ts';

export interface LineSettings {
  readonly horizon: number;
  readonly method: string;
  readonly origins: number;
  readonly seed: number;
  /** Hex digits of the product id's md5 that name its block, 0 to 4. */
  readonly digits: number;
  readonly tabs: boolean;
  /** First day of the last week of every series, NaN: the last that has a row. */
  readonly until: number;
  readonly engine: string;
}

/** The block of a product: the first hex digits of the md5 of its id in UTF-8, which every warehouse can tell. */
export function blockOf(id: string, digits: number): string {
  return createHash('md5').update(id, 'utf8').digest('hex').slice(0, digits);
}

/**
 * Blocks of series one after the other: lines of a block stand together, since what is learnt across series is learnt within
 * a block. A block that comes a second time is refused: its answers would depend on how the cluster cut it.
 */
export async function* readBlocks(
  lines: AsyncIterable<string>,
  settings: LineSettings,
): AsyncGenerator<{ readonly block: string; readonly series: readonly SeriesInput[] }> {
  const done = new Set<string>();
  let block: string | null = null;
  let series: SeriesInput[] = [];
  let rows = new Map<string, WeeklyRows>();
  let number = 0;
  const close = (): SeriesInput[] => {
    const all = settings.tabs ? [...rows.values()].map((each) => each.toSeries(settings.until)) : series;
    const ids = new Set(all.map(({ id }) => id));
    if (ids.size < all.length) throw new BadLine(`block ${block}: a product comes twice`);
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  for await (const line of lines) {
    number += 1;
    if (line === '') continue;
    const [id, week = '', units = ''] = settings.tabs ? line.split('\t') : [''];
    const one = settings.tabs ? null : seriesOfJson(line, number);
    if (settings.tabs && (id === '' || id === '\\N')) throw new BadLine(`line ${number}: no id`);
    const own = blockOf(one?.id ?? id, settings.digits);
    if (own !== block) {
      if (block !== null) yield { block, series: close() };
      if (done.has(own)) throw new BadLine(`line ${number}: block ${own} comes again; sort the lines by block`);
      done.add(own);
      [block, series, rows] = [own, [], new Map()];
    }
    if (one) series.push(one);
    else {
      let of = rows.get(id);
      if (!of) {
        of = new WeeklyRows(id);
        rows.set(id, of);
      }
      of.add(week, units, number);
    }
  }
  if (block !== null) yield { block, series: close() };
}

/** All answers of a block as one text; every line names the engine's version, the block and the seed. */
export async function forecastBlock(
  block: string,
  series: readonly SeriesInput[],
  settings: LineSettings,
): Promise<string> {
  const { method, horizon, origins, seed, engine, tabs } = settings;
  const methods = method === 'auto' ? 'auto' : [method as ModelId];
  const asked = { series, horizon, methods, origins, originStep: horizon, nonNegative: true, seed } as const;
  const { records: single, refused } = await fitSeries(asked, createFreeControl());
  const { records } = await fitPooled({ records: single }, createFreeControl());
  const { results } = await decideSeries({ records, networks: [] }, createFreeControl());
  const bySeries = new Map(results.map((result) => [result.seriesId, result]));
  const whyNot = new Map(refused.map(({ seriesId, issue }) => [seriesId, issue.code]));
  const lines = series.flatMap((one): string[] => {
    const result = bySeries.get(one.id);
    const start = one.start ?? Number.NaN;
    const dayAt = (known: number): string | null =>
      Number.isNaN(start) ? null : formatIsoDate(start + 7 * (known - 1));
    const origin = dayAt(one.values.length);
    const check = Number.isNaN(start) ? null : seriesCheck(one.values, start);
    const marks = { engine, block, seed, origin, check, of: series.length };
    const row = (cells: Partial<Record<AnswerColumn, string | number | null>>): string =>
      tabbed({
        id: one.id,
        engine,
        block,
        seed,
        forecast_origin: origin,
        series_check: check,
        block_lines: series.length,
        ...cells,
      });
    if (!result) {
      const code = whyNot.get(one.id) ?? 'not-forecast';
      return [tabs ? row({ method: code }) : JSON.stringify({ id: one.id, refused: code, ...marks })];
    }
    const { method: chosen, forecast } = result.forecasts[0];
    if (!tabs) {
      const numbers = Object.fromEntries(forecastColumns.map((name) => [name, Array.from(forecast[name])]));
      const folds = result.folds.flatMap(({ method: of, trainingLength, forecast: { mean } }) =>
        of === chosen ? [{ origin: dayAt(trainingLength), mean: Array.from(mean) }] : [],
      );
      return [JSON.stringify({ id: one.id, method: chosen, ...numbers, folds, ...marks })];
    }
    return Array.from(forecast.mean, (_, h) =>
      row({
        week: dayAt(one.values.length + 1 + h),
        method: chosen,
        ...Object.fromEntries(forecastColumns.map((name) => [name, forecast[name][h]])),
      }),
    );
  });
  return `${lines.join('\n')}\n`;
}

function tabbed(cells: Partial<Record<AnswerColumn, string | number | null>>): string {
  return answerColumns
    .map((name) => cells[name])
    .map((cell) => (cell === undefined || cell === null || Number.isNaN(cell) ? '\\N' : String(cell)))
    .join('\t');
}

/** A day of the words, NaN for none. */
export function dayOfWord(word: string | undefined): number {
  return word === undefined ? Number.NaN : parseIsoDate(word);
}
