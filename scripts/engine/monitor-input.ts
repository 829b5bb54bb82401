import { parseIsoDate, startOfWeek } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { ActualSeries, Actuals, MatchDecision } from '#engine/monitor/actuals.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { StockNote } from '#engine/monitor/tracking.ts';
import { JobRefused } from '#workers/job-control.ts';

/** What the verb `monitor` reads from standard input. */
export interface MonitorInput {
  readonly plan: CommittedPlan;
  readonly actuals: Actuals | null;
  readonly decisions: readonly MatchDecision[];
  readonly stock: readonly StockNote[];
  readonly replan: boolean;
  readonly issues: readonly Issue[];
}

type Json = Readonly<Record<string, unknown>>;

export function readMonitorInput(value: unknown): MonitorInput {
  const input = asObject(value, 'input');
  const plan = asObject(input.plan, 'plan') as unknown as CommittedPlan;
  if (typeof plan.startDay !== 'number') refuse('plan.startDay', 'epoch day');
  const issues: Issue[] = [];
  return {
    plan,
    actuals: input.actuals === undefined || input.actuals === null ? null : readActuals(plan, input.actuals, issues),
    decisions: asList(input.decisions ?? [], 'decisions') as readonly MatchDecision[],
    stock: asList(input.stock ?? [], 'stock') as readonly StockNote[],
    replan: input.replan === true,
    issues,
  };
}

/** One product's pieces by week, before they are laid on the plan's weeks. */
interface Laid {
  readonly id: string;
  readonly name: string;
  readonly byWeek: Map<number, number | null>;
}

function readActuals(plan: CommittedPlan, value: unknown, issues: Issue[]): Actuals {
  if (!Array.isArray(value)) return readWhole(plan, asObject(value, 'actuals'));
  const laid = new Map<string, Laid>();
  value.forEach((entry, at) => {
    const place = `actuals[${at}]`;
    const row = asObject(entry, place);
    if (Array.isArray(row.units)) layWeeks(plan, row, place, laid);
    else layRow(plan, row, place, laid);
  });
  return arrange(plan, [...laid.values()], issues);
}

/** `{start, weeks, series}` as the worker keeps it. */
function readWhole(plan: CommittedPlan, actuals: Json): Actuals {
  const whole = actuals as unknown as Actuals;
  if (whole.start !== plan.startDay || !Array.isArray(whole.series))
    refuse('actuals', 'the weeks since the plan began');
  return whole;
}

/** `{id, name, firstWeek, units}`. */
function layWeeks(plan: CommittedPlan, row: Json, place: string, laid: Map<string, Laid>): void {
  const from = weekOf(plan, row.firstWeek, `${place}.firstWeek`);
  const product = productOf(row, place, laid);
  (row.units as unknown[]).forEach((units, k) => {
    if (units !== null && (typeof units !== 'number' || !Number.isFinite(units)))
      refuse(`${place}.units`, 'numbers or null');
    product.byWeek.set(from + k, units as number | null);
  });
}

/** `{date, id, name, units}`: summed by week. */
function layRow(plan: CommittedPlan, row: Json, place: string, laid: Map<string, Laid>): void {
  const week = weekOf(plan, row.date, `${place}.date`);
  if (typeof row.units !== 'number' || !Number.isFinite(row.units)) refuse(`${place}.units`, 'number');
  const product = productOf(row, place, laid);
  product.byWeek.set(week, (product.byWeek.get(week) ?? 0) + (row.units as number));
}

function productOf(row: Json, place: string, laid: Map<string, Laid>): Laid {
  if (typeof row.id !== 'string' && typeof row.id !== 'number') refuse(`${place}.id`, 'text');
  const id = String(row.id);
  const known = laid.get(id) ?? { id, name: typeof row.name === 'string' ? row.name : id, byWeek: new Map() };
  laid.set(id, known);
  return known;
}

function weekOf(plan: CommittedPlan, value: unknown, place: string): number {
  const day = typeof value === 'number' ? value : typeof value === 'string' ? parseIsoDate(value) : Number.NaN;
  if (Number.isNaN(day)) refuse(place, 'YYYY-MM-DD or epoch day');
  return Math.round((startOfWeek(day, plan.weekStart) - plan.startDay) / 7);
}

/** Lays the products on the weeks since the plan's start; weeks before it are named, a product counts from its first week on. */
function arrange(plan: CommittedPlan, laid: readonly Laid[], issues: Issue[]): Actuals {
  const all = laid.flatMap(({ byWeek }) => [...byWeek.keys()]);
  const before = new Set(all.filter((week) => week < 0));
  if (before.size > 0) issues.push({ code: 'actuals-before-plan', severity: 'info', params: { weeks: before.size } });
  const weeks = Math.max(0, ...all.map((week) => week + 1));
  if (weeks === 0) throw new JobRefused('actuals-before-plan', { start: plan.startDay });
  const series = laid.map(({ id, name, byWeek }): ActualSeries => {
    const first = Math.min(...byWeek.keys());
    const units = Array.from({ length: weeks }, (_, w) =>
      w < first ? null : byWeek.has(w) ? (byWeek.get(w) ?? null) : 0,
    );
    units.forEach((pieces, w) => {
      if ((pieces ?? 0) < 0)
        issues.push({
          code: 'actuals-week-negative',
          severity: 'warning',
          params: { product: name, week: plan.startDay + 7 * w, units: pieces ?? 0 },
        });
    });
    return {
      productId: id,
      name,
      nameAlternative: '',
      soldBefore: first < 0,
      units,
      stockOutWeeks: [],
      promotion: null,
    };
  });
  const missingWeeks = Array.from({ length: weeks }, (_, w) => w).filter((w) =>
    series.every(({ units }) => !((units[w] ?? 0) > 0)),
  );
  for (const w of missingWeeks)
    issues.push({ code: 'actuals-week-missing', severity: 'warning', params: { week: plan.startDay + 7 * w } });
  return { start: plan.startDay, weeks, weekStart: plan.weekStart, series, missingWeeks };
}

function asObject(value: unknown, place: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : refuse(place, 'object');
}

function asList(value: unknown, place: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(place, 'list');
}

function refuse(place: string, expected: string): never {
  throw new JobRefused('input-malformed', { place, expected });
}
