import { type EpochDay, formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { forecastColumns } from '#engine/forecast.ts';
import type { Issue } from '#engine/issue.ts';
import { type AnswerColumn, type ForecastAnswers, seriesCheck } from '#engine/panel/forecast-answers.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { canonicalId, detach } from '#ingest/cleaning/product-names.ts';

export type AnswerRow = Readonly<Record<AnswerColumn, string>>;

/** What was answered for one product. */
interface Answer {
  readonly check: string;
  method: string;
  /** By the first day of the last known week: the columns of each week ahead; none where the engine refused the series. */
  readonly origins: Map<EpochDay, number[][]>;
}

/** Rows of forecasts that were made elsewhere. They are used whole or not at all, and only beside the panel that they were made from. */
export class AnswerTable {
  private readonly answers = new Map<string, Answer>();
  private readonly blocks = new Map<string, { readonly lines: string; readonly ids: Set<string> }>();
  private engine = '';
  private seed = '';
  private file = '';
  private fault: Issue | null = null;

  take(row: AnswerRow, file: string, line: number): void {
    const fail = (code: string, params: Issue['params'] = {}): void => {
      this.fault ??= { code, severity: 'error', file, row: line, params };
    };
    if (this.file === '') [this.file, this.engine, this.seed] = [file, row.engine, row.seed].map(detach);
    const origin = parseIsoDate(row.forecast_origin);
    const week = parseIsoDate(row.week);
    const numbers = forecastColumns.map((column) => (row[column] === '' ? Number.NaN : Number(row[column])));
    const isRefused = row.week === '' || row.week === '\\N';
    const wrong: readonly (readonly [boolean, AnswerColumn])[] = [
      [row.id === '', 'id'],
      [row.engine === '', 'engine'],
      [Number.isNaN(origin), 'forecast_origin'],
      [!/^[1-9]\d*$/.test(row.block_lines), 'block_lines'],
      [!isRefused && Number.isNaN(week), 'week'],
      [!isRefused && !Number.isFinite(numbers[0]), 'mean'],
    ];
    const bad = wrong.find(([isWrong]) => isWrong);
    if (bad) fail('answers-unreadable', { column: bad[1] });
    if (row.engine !== this.engine) fail('answers-mixed-engines', { engine: row.engine, other: this.engine });
    if (row.seed !== this.seed) fail('answers-mixed-seeds', { seed: row.seed, other: this.seed });
    if (this.fault) return;
    const answer = this.answers.get(row.id) ?? this.newAnswer(row);
    const weeks = answer.origins.get(origin) ?? [];
    answer.origins.set(origin, weeks);
    if (isRefused) return;
    if (week !== origin + 7 * (weeks.length + 1)) fail('answers-unreadable', { column: 'week' });
    weeks.push(numbers);
    answer.method = detach(row.method);
  }

  private newAnswer(row: AnswerRow): Answer {
    const answer: Answer = { check: detach(row.series_check), method: '', origins: new Map() };
    const id = detach(row.id);
    this.answers.set(id, answer);
    const block = this.blocks.get(row.block) ?? { lines: row.block_lines, ids: new Set<string>() };
    this.blocks.set(detach(row.block), block);
    block.ids.add(id);
    return answer;
  }

  /** The answers beside the panel that they belong to; null where there are none, or the reason why they are not used. */
  fit(panel: Panel | null): ForecastAnswers | Issue | null {
    if (this.file === '') return null;
    const refuse = (code: string, params: Issue['params'] = {}): Issue =>
      this.fault ?? { code, severity: 'error', file: this.file, params };
    if (this.fault) return this.fault;
    for (const [block, { lines, ids }] of this.blocks)
      if (ids.size !== Number(lines)) return refuse('answers-cut-off', { block, found: ids.size, stated: lines });
    if (!panel) return refuse('answers-without-sales');
    const last = panel.start + 7 * (panel.completeTo - 1);
    const origins = [...this.answers.values()].map((answer) => Math.max(...answer.origins.keys()));
    const other = panel.period === 'week' ? origins.find((origin) => origin !== last) : origins[0];
    if (other !== undefined)
      return refuse('answers-other-week', { found: formatIsoDate(other), stated: formatIsoDate(last) });
    let horizon = 0;
    for (const answer of this.answers.values()) horizon = Math.max(horizon, answer.origins.get(last)?.length ?? 0);
    const byProduct = this.byProduct(panel);
    if (!Array.isArray(byProduct)) return refuse(byProduct.code, byProduct.params);
    for (const answer of byProduct) {
      const weeks = answer?.origins.get(last) ?? [];
      const isWhole = weeks.every((numbers) => numbers.every(Number.isFinite));
      if ((weeks.length > 0 && weeks.length < horizon) || !isWhole) return refuse('answers-cut-off', { block: '', found: weeks.length, stated: horizon });
    }
    return toAnswers(byProduct, panel, last, horizon, { engine: this.engine, seed: Number(this.seed) });
  }

  /** Each product's answer, null where it needs none; or why they don't fit the panel. */
  private byProduct(panel: Panel): (Answer | null)[] | Pick<Issue, 'code' | 'params'> {
    const rows = new Map(panel.products.map(({ id }, row) => [canonicalId(id), row]));
    panel.products.forEach(({ id }, row) => rows.set(id, row));
    const found: (Answer | null)[] = panel.products.map(() => null);
    for (const [id, answer] of this.answers) {
      const row = rows.get(id) ?? rows.get(canonicalId(id));
      if (row === undefined) return { code: 'answers-unknown-product', params: { product: id } };
      found[row] = answer;
    }
    const column = panel.unitsKnown === false ? panel.revenue : panel.units;
    const missing: string[] = [];
    for (const [row, { id }] of panel.products.entries()) {
      const at = row * panel.periods;
      const values = column.subarray(at + panel.completeFrom, at + panel.completeTo);
      const answer = found[row];
      if (!answer) {
        if (values.some((value) => value > 0)) missing.push(id);
      } else if (answer.check !== seriesCheck(values, panel.start + 7 * panel.completeFrom))
        return { code: 'answers-other-sales', params: { product: id } };
    }
    if (missing.length === 0) return found;
    return { code: 'answers-lack-products', params: { count: missing.length, product: missing[0] } };
  }
}

function toAnswers(
  byProduct: readonly (Answer | null)[],
  panel: Panel,
  last: EpochDay,
  horizon: number,
  marks: Pick<ForecastAnswers, 'engine' | 'seed'>,
): ForecastAnswers {
  const columnAt = (origin: EpochDay, column: number): Float64Array => {
    const values = new Float64Array(byProduct.length * horizon).fill(Number.NaN);
    byProduct.forEach((answer, row) => {
      answer?.origins.get(origin)?.slice(0, horizon).forEach((numbers, h) => {
        values[row * horizon + h] = numbers[column];
      });
    });
    return values;
  };
  const earlier = new Set(byProduct.flatMap((answer) => [...(answer?.origins.keys() ?? [])]));
  earlier.delete(last);
  const folds = [...earlier].sort((a, b) => a - b).map((origin) => ({
    known: (origin - panel.start) / 7 + 1 - panel.completeFrom,
    mean: columnAt(origin, 0),
  }));
  const columns = forecastColumns.map((name, column) => [name, columnAt(last, column)] as const);
  return {
    ...marks,
    horizon,
    methods: byProduct.map((answer) => answer?.method ?? ''),
    forecast: Object.fromEntries(columns) as unknown as ForecastAnswers['forecast'],
    folds,
  };
}
