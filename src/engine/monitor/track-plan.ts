import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Actuals, LaunchMatch } from '#engine/monitor/actuals.ts';
import { adviseLaunch } from '#engine/monitor/advise-launch.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { expectedDemand, plannedDayOf, plannedDiscount } from '#engine/monitor/expected-demand.ts';
import { type ObservedLaunch, observeLaunch, timingOf } from '#engine/monitor/observed-launch.ts';
import {
  type LaunchOutlook,
  prepareReforecast,
  reforecastLaunch,
  type StockPosition,
} from '#engine/monitor/reforecast-launch.ts';
import type {
  LaunchTracking,
  StockNote,
  TrackedWeek,
  TrackingReport,
  TrackingState,
} from '#engine/monitor/tracking.ts';
import { measureTrackingNoise } from '#engine/monitor/tracking-noise.ts';
import { noBoundaries, readSignal, type SignalReading, signalBoundaries } from '#engine/monitor/tracking-signal.ts';
import { priceAt, stockAt } from '#engine/planning/problem/launch-instance.ts';

/** Tracking with what re-plan and advice go on with. */
export interface TrackedPlan {
  readonly report: TrackingReport;
  /** In the order of the instance's products; null: neither planned nor sold. */
  readonly outlooks: readonly (LaunchOutlook | null)[];
}

/**
 * Every launch of the plan, and every candidate that launched unplanned, against what happened: weeks with their marks, timing, signal, state, forecast of the rest and
 * advice. Same input, same answer.
 */
export function trackPlan(
  plan: CommittedPlan,
  actuals: Actuals,
  matches: readonly LaunchMatch[],
  notes: readonly StockNote[],
): TrackedPlan {
  const asOf = actuals.start + 7 * actuals.weeks;
  const noise = measureTrackingNoise(plan.basis);
  const basis = prepareReforecast(plan);
  const issues: Issue[] = [];
  const outlooks: (LaunchOutlook | null)[] = [];
  const launches = plan.candidates.flatMap((candidate, i): LaunchTracking[] => {
    const match = matches.find(({ candidateId }) => candidateId === candidate.id);
    const observed = observeLaunch(plan, i, actuals, match);
    const { timing, weeksLate } = timingOf(plannedDayOf(candidate), observed.day, asOf);
    if (candidate.launchDay === null && observed.day === null) {
      outlooks.push(null);
      return [];
    }
    const day = observed.day ?? Math.max(candidate.launchDay ?? asOf, asOf);
    const note = notes.find(({ candidateId }) => candidateId === candidate.id);
    const stock = stockPosition(plan, i, observed, note, asOf);
    const outlook = reforecastLaunch(plan, basis, i, observed, stock, day, asOf);
    outlooks.push(outlook);
    const expected = expectedDemand(plan, i, day);
    const weeks = observed.day === null ? [] : trackWeeks(plan, i, observed, expected);
    const signalWeeks = weeks.flatMap(({ sold, known, expected: mean }) =>
      sold === null ? [] : [{ sold: Math.max(0, sold), known, expected: mean }],
    );
    // Boundaries take the most time of all: where nothing has sold there is nothing to judge.
    const boundaries = signalWeeks.length > 0 ? signalBoundaries(noise, expected, plan.seed) : noBoundaries;
    const signal = readSignal(noise, signalWeeks, boundaries);
    for (const issue of launchIssues(candidate.id, candidate.name, observed, stock, actuals, match)) issues.push(issue);
    return [
      {
        candidateId: candidate.id,
        name: candidate.name,
        category: candidate.category,
        productIds: match?.productIds ?? [],
        plannedDay: plannedDayOf(candidate),
        actualDay: observed.day,
        timing,
        weeksLate,
        state: stateOf(observed, signal, timing, plan.horizon),
        beyondRange: beyondRange(plan, i, outlook),
        signal: withoutReading(signal),
        weeks,
        reforecast: outlook.reforecast,
        ...(observed.day === null
          ? { advice: [], noMarkdown: null }
          : adviseLaunch({ plan, i, outlook, stock, day: observed.day })),
        moneySoFar: moneySoFar(plan, i, weeks),
      },
    ];
  });
  launches.sort(
    (a, b) =>
      (a.plannedDay ?? a.actualDay ?? 0) - (b.plannedDay ?? b.actualDay ?? 0) ||
      (a.candidateId < b.candidateId ? -1 : 1),
  );
  return { report: { asOf, weeksKnown: actuals.weeks, launches, issues }, outlooks };
}

function withoutReading({ tooEarly: _, ...signal }: SignalReading): LaunchTracking['signal'] {
  return signal;
}

/** First buy (of the planned, else of the average week) and reorders that have arrived, less all that was sold; the manager's own count goes before. */
function stockPosition(
  plan: CommittedPlan,
  i: number,
  observed: ObservedLaunch,
  note: StockNote | undefined,
  asOf: EpochDay,
): StockPosition {
  const orders = note?.reorders ?? [];
  const reorders = orders.filter(({ arrives }) => arrives >= asOf);
  if (note?.onHand !== null && note?.onHand !== undefined) return { onHand: note.onHand, reorders };
  const arrived = orders.reduce((sum, { pieces, arrives }) => sum + (arrives < asOf ? pieces : 0), 0);
  const sold = observed.sold.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const left = boughtOf(plan, i) + arrived - sold;
  return { onHand: left >= 0 ? left : null, reorders };
}

function boughtOf(plan: CommittedPlan, i: number): number {
  const week = plan.weeks[i];
  return plan.candidates[i].stock > 0
    ? plan.candidates[i].stock
    : stockAt(plan.instance.products[i], Math.max(0, week));
}

function trackWeeks(plan: CommittedPlan, i: number, observed: ObservedLaunch, expected: Float64Array): TrackedWeek[] {
  const candidate = plan.candidates[i];
  const bought = boughtOf(plan, i);
  const committed = candidate.weekly;
  let expectedSoFar = 0;
  let soldSoFar = 0;
  let expectedAll = 0;
  let soldAll = 0;
  return Array.from(expected, (mean, age): TrackedWeek => {
    const sold = observed.sold[age] ?? null;
    const known = observed.known[age] ?? false;
    if (known) {
      expectedSoFar += mean;
      soldSoFar += Math.max(0, sold ?? 0);
    }
    expectedAll += mean;
    soldAll += sold ?? 0;
    // The bands were stated for the committed week's season; another launch week moves them with the mean.
    const scale = committed.mean[age] > 0 ? mean / committed.mean[age] : 1;
    return {
      age,
      week: (observed.day ?? 0) + 7 * age,
      expected: mean,
      lo80: committed.lo80[age] * scale,
      hi80: committed.hi80[age] * scale,
      lo95: committed.lo95[age] * scale,
      hi95: committed.hi95[age] * scale,
      sold,
      known,
      expectedSoFar,
      soldSoFar,
      sellThroughPlanned: bought > 0 ? Math.min(1, expectedAll / bought) : Number.NaN,
      sellThrough: bought > 0 && sold !== null ? soldAll / bought : Number.NaN,
      marks: observed.marks[age] ?? [],
    };
  });
}

function stateOf(
  observed: ObservedLaunch,
  signal: SignalReading,
  timing: LaunchTracking['timing'],
  horizon: number,
): TrackingState {
  if (observed.day === null) return timing === 'overdue' || timing === 'never' ? 'missing' : 'waiting';
  const last = observed.marks.at(-1) ?? [];
  if (last.includes('stock-out') || last.includes('partial-stock-out')) return 'stock-out';
  if (signal.direction !== null) return signal.direction;
  if (observed.sold.length >= horizon && !signal.tooEarly) return 'as-expected';
  return signal.tooEarly ? 'too-early' : 'as-expected';
}

/** Whether the level by now lies outside the 80 % range that the committed forecast stated. */
function beyondRange(plan: CommittedPlan, i: number, { reforecast }: LaunchOutlook): LaunchTracking['beyondRange'] {
  if (reforecast.observedWeeks === 0) return null;
  const { total } = plan.candidates[i];
  const level = reforecast.levelFactor * total.mean;
  return level > total.hi80 ? 'above' : level < total.lo80 ? 'below' : null;
}

/** Gross profit of the units sold over the known weeks, and of those expected in the same weeks as far as the initial order goes. */
function moneySoFar(plan: CommittedPlan, i: number, weeks: readonly TrackedWeek[]): LaunchTracking['moneySoFar'] {
  const product = plan.instance.products[i];
  let left = boughtOf(plan, i);
  let planned = 0;
  let actual = 0;
  for (const { sold, expected, week, age } of weeks) {
    if (sold === null) continue;
    const margin = priceAt(product, age) * (1 - plannedDiscount(plan, week)) - product.unitCost;
    const pieces = Math.min(left, expected);
    left -= pieces;
    planned += pieces * margin;
    actual += Math.max(0, sold) * margin;
  }
  return { planned, actual };
}

function launchIssues(
  candidateId: string,
  name: string,
  observed: ObservedLaunch,
  stock: StockPosition,
  actuals: Actuals,
  match: LaunchMatch | undefined,
): Issue[] {
  const found: Issue[] = [];
  const warn = (code: string, params: Record<string, string | number> = {}): void =>
    void found.push({ code, severity: 'warning', params: { candidate: candidateId, name, ...params } });
  if (stock.onHand === null) warn('stock-not-known');
  const series = actuals.series.filter(({ productId }) => match?.productIds.includes(productId));
  if (series.some(({ soldBefore }) => soldBefore)) warn('launched-before-plan');
  const returned = observed.sold.filter((value) => value !== null && value < 0).length;
  if (returned > 0) warn('launch-week-negative', { weeks: returned });
  return found;
}
