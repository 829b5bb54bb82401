import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { meanOf, quantileOf, sumOf } from '#engine/kernels/statistics.ts';
import { drawTotals, intervalOf, type TotalDraws } from '#engine/launch/forecast/total-distribution.ts';
import { readObserved, updatePrediction } from '#engine/launch/forecast/update-after-launch.ts';
import { forecastWeeks, learnWeekScatter, type WeekScatter } from '#engine/launch/forecast/weekly-forecast.ts';
import { extrapolationError } from '#engine/launch/level/level-evidence.ts';
import type { CommittedPlan, PieceRange } from '#engine/monitor/committed-plan.ts';
import { plannedFactor } from '#engine/monitor/expected-demand.ts';
import { type BasisLaunch, basisLaunches } from '#engine/monitor/launch-basis.ts';
import type { ObservedLaunch } from '#engine/monitor/observed-launch.ts';
import type { Reforecast } from '#engine/monitor/tracking.ts';

/** What all launches of a plan share. */
export interface ReforecastBasis {
  readonly launches: readonly BasisLaunch[];
  readonly scatter: WeekScatter;
}

export function prepareReforecast(plan: CommittedPlan): ReforecastBasis {
  const launches = basisLaunches(plan.basis);
  return { launches, scatter: learnWeekScatter(launches, Float64Array.from(plan.basis.shape)) };
}

/** Units on hand and on their way. */
export interface StockPosition {
  /** Null: not known. */
  readonly onHand: number | null;
  readonly reorders: readonly { readonly pieces: number; readonly arrives: EpochDay }[];
}

/** A launch after its known weeks, as draws: what advice and re-plan compute with. */
export interface LaunchOutlook {
  readonly reforecast: Reforecast;
  /** 200 equally likely neutral totals, ascending. */
  readonly levels: TotalDraws;
  /** Neutral level on the power scale. */
  readonly level: { readonly mean: number; readonly deviation: number };
  /** Share of the neutral total x season and promotions, by week from `reforecast.from` on: a draw times it is the week's demand. */
  readonly ahead: Float64Array;
}

/**
 * Bayes' rule on the power scale (docs/methods/cold-start.md, "After the launch"): the committed level is the prior, the known weeks (season and promotions out,
 * divided by their share of the curve) the observation, with the error measured on the earlier launches after the same weeks. Weeks of unknown demand are left out.
 * A launch of which nothing is known yet keeps its committed level; `day`: its real or expected launch week.
 */
export function reforecastLaunch(
  plan: CommittedPlan,
  basis: ReforecastBasis,
  i: number,
  observed: ObservedLaunch,
  stock: StockPosition,
  day: EpochDay,
  asOf: EpochDay,
): LaunchOutlook {
  const { horizon } = plan;
  const { scale } = plan.basis;
  const candidate = plan.candidates[i];
  const shape = Float64Array.from(candidate.shape);
  const core = shape.slice(0, horizon);
  const factor = (age: number): number => plannedFactor(plan, i, day + 7 * age);
  const sold = Float64Array.from(observed.sold.slice(0, horizon), (value, age) =>
    observed.known[age] ? Math.max(0, value ?? 0) : Number.NaN,
  );
  // Sales after its last day tell nothing of the level.
  const path = sold.map((units, age) => (factor(age) > 0 ? units / factor(age) : Number.NaN));
  const seen = readObserved(sold, path, core);
  const ages = Array.from(path.keys()).filter((age) => !Number.isNaN(path[age]));
  const level = seen
    ? updatePrediction(
        candidate.level,
        seen,
        extrapolationError(basis.launches, ages, core, scale, candidate.level.deviation),
        scale,
      )
    : candidate.level;
  const levels = drawTotals(scale, level.mean, level.deviation);
  const from = Math.max(asOf, day);
  const firstAge = Math.max(0, Math.round((from - day) / 7));
  const ahead = Float64Array.from(
    { length: Math.max(0, shape.length - firstAge) },
    (_, k) => shape[firstAge + k] * factor(firstAge + k),
  );
  const prior = meanOf(drawTotals(scale, candidate.level.mean, candidate.level.deviation));
  const rest = sumOf(ahead);
  const within = sumOf(ahead.subarray(0, Math.max(0, horizon - firstAge)));
  const unseen = Array.from(core.keys()).reduce(
    (all, age) => all + (age < firstAge && !observed.known[age] ? core[age] * factor(age) : 0),
    0,
  );
  const reforecast: Reforecast = {
    observedWeeks: ages.length,
    total: rangeOf(levels.map((draw) => (seen?.sold ?? 0) + draw * (within + unseen))),
    remaining: rangeOf(levels.map((draw) => draw * rest)),
    weekly: weeksAhead(levels, ahead, basis.scatter, firstAge),
    from,
    levelFactor: prior > 0 ? meanOf(levels) / prior : 1,
    ...sellOut(levels, ahead, stock, from),
  };
  return { reforecast, levels, level, ahead };
}

/** Mean, median and intervals of ascending draws. */
export function rangeOf(draws: TotalDraws): PieceRange {
  const [[lo80, hi80], [lo95, hi95]] = [0.8, 0.95].map((share) => intervalOf(draws, share));
  return { mean: meanOf(draws), median: quantileOf(draws, 0.5), lo80, hi80, lo95, hi95 };
}

function weeksAhead(
  levels: TotalDraws,
  ahead: Float64Array,
  scatter: WeekScatter,
  firstAge: number,
): Reforecast['weekly'] {
  const rest = sumOf(ahead);
  if (!(rest > 0)) return { mean: Array.from(ahead), lo80: Array.from(ahead), hi80: Array.from(ahead) };
  const own = Array.from(ahead, (_, k) => scatter[Math.min(scatter.length - 1, firstAge + k)]);
  const forecast = forecastWeeks(
    levels.map((draw) => draw * rest),
    ahead.map((share) => share / rest),
    own,
  );
  return { mean: Array.from(forecast.mean), lo80: Array.from(forecast.lo80), hi80: Array.from(forecast.hi80) };
}

/** Week in which what is on hand, and what arrives on the way, is gone, draw by draw. */
function sellOut(
  levels: TotalDraws,
  ahead: Float64Array,
  { onHand, reorders }: StockPosition,
  from: EpochDay,
): Pick<Reforecast, 'stockLeft' | 'sellOut' | 'sellOutProbability'> {
  const none = { median: null, early: null, late: null };
  if (onHand === null) return { stockLeft: null, sellOut: none, sellOutProbability: 0 };
  const places = Array.from(levels, (draw) => {
    let stock = onHand;
    for (let k = 0; k < ahead.length; k++) {
      for (const { pieces, arrives } of reorders) {
        if (arrives >= from + 7 * k && arrives < from + 7 * (k + 1)) stock += pieces;
      }
      stock -= draw * ahead[k];
      if (stock <= 0) return k;
    }
    return Number.POSITIVE_INFINITY;
  }).sort((a, b) => a - b);
  const dayAt = (p: number): EpochDay | null => {
    const place = places[Math.min(places.length - 1, Math.floor(p * places.length))];
    return Number.isFinite(place) ? from + 7 * place : null;
  };
  return {
    stockLeft: onHand,
    sellOut: { median: dayAt(0.5), early: dayAt(0.1), late: dayAt(0.9) },
    sellOutProbability: places.filter(Number.isFinite).length / places.length,
  };
}
