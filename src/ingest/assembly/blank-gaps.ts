import { flagLongGaps, flagStockOuts } from '#engine/panel/stock-outs.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import { dataRules, ruleFor } from '#ingest/assembly/data-rules.ts';
import type { PanelColumns } from '#ingest/assembly/panel-columns.ts';
import type { DataDecisions, DataFinding, FindingSample, ReconciliationStep } from '#ingest/import-report.ts';

/** Weeks without any sale that still count as a shop that was closed, where the user leaves it to the rule. */
const closedWeeks = 2;
const samplesShown = 8;

/** Where the panel lies in time, and its products. */
export interface PanelFrame {
  /** Number of period 0. */
  readonly from: number;
  readonly periods: number;
  /** Row of each product index. */
  readonly rowOf: ReadonlyMap<number, number>;
  /** Id and name of each row. */
  readonly labels: readonly { readonly product: string; readonly name: string }[];
}

/**
 * Zeros of the panel that may be no zeros: weeks of the log without any sale, weeks of a product that look sold out, and
 * longer gaps of steady sellers. Each becomes a finding; where the decision (or the default) is that demand is unknown,
 * units and revenue become NaN. Returns the flags of likely stock-outs, null without any.
 */
export function blankGaps(
  collection: Collection,
  columns: PanelColumns,
  frame: PanelFrame,
  decisions: DataDecisions,
  steps: ReconciliationStep[],
  findings: DataFinding[],
): Uint8Array | null {
  if (collection.salesDays.size === 0) return null;
  const traded = new Uint8Array(frame.periods);
  for (const day of collection.salesDays.keys()) traded[collection.periodOf(day) - frame.from] = 1;
  blankLogGaps(collection, columns, frame, traded, decisions, steps, findings);
  if (collection.period === 'month' || !collection.unitsKnown) return null;
  const flags = flagsOf(columns, frame, traded, flagStockOuts);
  addKnownStockOuts(collection, columns, frame, flags);
  const long = flagsOf(columns, frame, traded, flagLongGaps);
  const isOut = settle('stock-outs', flags, 'unknown');
  settle('product-gaps', long, 'unknown');
  return isOut ? flags : null;

  function settle(code: 'stock-outs' | 'product-gaps', marks: Uint8Array, blank: string): boolean {
    const count = marks.reduce((sum, flag) => sum + flag, 0);
    if (count === 0) return false;
    const choice = ruleFor(decisions, code);
    const samples = samplesOf(collection, frame, marks);
    findings.push({ code, count, options: dataRules[code], choice, samples });
    if (choice !== blank) return false;
    steps.push({ code, count, units: 0, revenue: 0 });
    marks.forEach((flag, at) => {
      if (flag === 0) return;
      columns.units[at] = Number.NaN;
      columns.revenue[at] = Number.NaN;
    });
    return true;
  }
}

function blankLogGaps(
  collection: Collection,
  columns: PanelColumns,
  { from, periods, labels }: PanelFrame,
  traded: Uint8Array,
  decisions: DataDecisions,
  steps: ReconciliationStep[],
  findings: DataFinding[],
): void {
  const gaps = runsOf(traded, (flag) => flag === 0);
  if (gaps.length === 0) return;
  const choice = ruleFor(decisions, 'log-gaps');
  const longest = collection.period === 'month' ? 0 : closedWeeks;
  const unknown =
    choice === 'unknown' ? gaps : choice === 'zero' ? [] : gaps.filter(([start, end]) => end - start > longest);
  const length = (runs: readonly (readonly [number, number])[]): number =>
    runs.reduce((sum, [start, end]) => sum + end - start, 0);
  findings.push({
    code: 'log-gaps',
    count: length(gaps),
    options: dataRules['log-gaps'],
    choice,
    samples: [...gaps]
      .sort((a, b) => b[1] - b[0] - (a[1] - a[0]))
      .slice(0, samplesShown)
      .map(([start, end]) => span(collection, from + start, from + end)),
  });
  if (unknown.length === 0) return;
  steps.push({ code: 'log-gaps', count: length(unknown), units: 0, revenue: 0 });
  for (let row = 0; row < labels.length; row++)
    for (const [start, end] of unknown) {
      columns.units.fill(Number.NaN, row * periods + start, row * periods + end);
      columns.revenue.fill(Number.NaN, row * periods + start, row * periods + end);
    }
}

/** First and last day of the periods [start, end). */
function span(collection: Collection, start: number, end: number): FindingSample {
  return { from: collection.startOf(start), to: collection.startOf(end) - 1 };
}

/** Runs [start, end) of entries that pass. */
function runsOf(flags: Uint8Array, passes: (flag: number) => boolean): [number, number][] {
  const runs: [number, number][] = [];
  for (let at = 0; at < flags.length; at++) {
    if (!passes(flags[at])) continue;
    const start = at;
    while (at < flags.length && passes(flags[at])) at++;
    runs.push([start, at]);
  }
  return runs;
}

function flagsOf(
  { units }: PanelColumns,
  { periods, labels }: PanelFrame,
  traded: Uint8Array,
  flag: typeof flagStockOuts,
): Uint8Array {
  const flags = new Uint8Array(labels.length * periods);
  for (let row = 0; row < labels.length; row++) {
    const [start, end] = [row * periods, (row + 1) * periods];
    flag(units.subarray(start, end), traded, flags.subarray(start, end));
  }
  return flags;
}

/** A week without a piece in which a stock file says that there was none to sell. */
function addKnownStockOuts(
  { cells }: Collection,
  { units }: PanelColumns,
  { rowOf, from, periods }: PanelFrame,
  flags: Uint8Array,
): void {
  const [known, stock] = [cells.valuesOf('stockKnown'), cells.valuesOf('stock')];
  for (let cell = 0; cells.has('stockKnown') && cell < cells.length; cell++) {
    const row = rowOf.get(cells.product.values[cell]);
    const t = cells.period.values[cell] - from;
    if (row === undefined || t < 0 || t >= periods || known(cell) === 0) continue;
    if (stock(cell) === 0 && units[row * periods + t] === 0) flags[row * periods + t] = 1;
  }
}

function samplesOf(collection: Collection, { labels, periods, from }: PanelFrame, flags: Uint8Array): FindingSample[] {
  const samples: FindingSample[] = [];
  for (let row = 0; row < labels.length && samples.length < samplesShown; row++)
    for (const [start, end] of runsOf(flags.subarray(row * periods, (row + 1) * periods), (flag) => flag === 1))
      if (samples.length < samplesShown)
        samples.push({ ...labels[row], ...span(collection, from + start, from + end) });
  return samples;
}
