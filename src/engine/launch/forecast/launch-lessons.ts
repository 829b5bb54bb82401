import { quantileOf } from '#engine/kernels/statistics.ts';
import { type FlopRule, flopRuleOf, isFlop } from '#engine/launch/flops/flop-rule.ts';
import type { DemandFactors, ProductHistory } from '#engine/launch/history/launch.ts';
import { type LevelData, prepareLevelData } from '#engine/launch/level/level-data.ts';
import { type LevelEvidence, levelEvidence } from '#engine/launch/level/level-evidence.ts';
import { nearestLaunches } from '#engine/launch/level/level-models.ts';
import { choosePowerScale, type PowerScale, toScale } from '#engine/launch/level/power-transform.ts';
import { type CurveLibrary, libraryOf } from '#engine/launch/shape/curve-library.ts';
import { type LaunchShapes, learnShapes, type NeutralLaunch } from '#engine/launch/shape/launch-shape.ts';
import type { ColdStartInput } from './cold-start-forecast.ts';
import { learnWeekScatter, type WeekScatter } from './weekly-forecast.ts';

/** Launches scatter by about a factor of e when nothing else is known. */
const priorLogSpread = 1;

/** What earlier launches say by themselves: curves, scale of the totals, levels. The same whatever is asked of them. */
export interface LaunchLessons {
  readonly horizon: number;
  readonly factors: DemandFactors | null;
  /** All that were given, in the order of their weeks. */
  readonly given: readonly ProductHistory[];
  /** Those that a level is learnt from, in this order: their whole horizon is known, and they were no flops. All, where that is true of none. */
  readonly launches: readonly ProductHistory[];
  /** Those whose whole horizon is known and that flopped. */
  readonly flops: readonly ProductHistory[];
  readonly flopRule: FlopRule;
  /** Every product: the assortment and all launches given. */
  readonly range: readonly ProductHistory[];
  /** The same with season and promotions taken out. */
  readonly neutral: readonly NeutralLaunch[];
  /** Their facts, no candidates among them. */
  readonly data: LevelData;
  readonly shapes: LaunchShapes;
  readonly library: CurveLibrary;
  readonly scatter: WeekScatter;
  readonly scale: PowerScale;
  /** Levels on that scale, by launch. */
  readonly z: Float64Array;
  /** A factor e of the median launch, as a distance on the power scale. */
  readonly priorSpread: number;
}

export function learnLaunches(
  input: Pick<ColdStartInput, 'launches' | 'products' | 'horizon' | 'factors' | 'reviews' | 'flop'>,
): LaunchLessons {
  const { horizon, factors } = input;
  const given = [...input.launches].sort((a, b) => a.firstWeek - b.firstWeek || (a.id < b.id ? -1 : 1));
  const whole = given.filter(({ weekly }) => weekly.length >= horizon);
  const flopRule = input.flop ?? flopRuleOf(horizon);
  const sold = whole.filter(({ weekly }) => !isFlop(weekly, horizon, flopRule));
  const launches = sold.length > 0 ? sold : given;
  const flops = sold.length > 0 ? whole.filter((launch) => !sold.includes(launch)) : [];
  const inRange = new Set(input.products.map(({ id }) => id));
  const range = [...input.products, ...given.filter(({ id }) => !inRange.has(id))];
  const { shapes, neutral } = learnShapes(launches, horizon, factors);
  const totals = neutral.map(({ total }) => total);
  const scale = choosePowerScale(totals);
  const data = prepareLevelData(launches, range, [], factors, input.reviews);
  const library = libraryOf(neutral, shapes.mean, (launch) => {
    const others = launches.map((_, i) => i).filter((i) => i !== launch);
    return new Map(nearestLaunches(data, others, launch).map(({ at, weight }) => [others[at], weight]));
  });
  return {
    horizon,
    factors,
    given,
    launches,
    flops,
    flopRule,
    range,
    neutral,
    data,
    shapes,
    library,
    scatter: learnWeekScatter(neutral, shapes.mean),
    scale,
    z: Float64Array.from(totals, (total) => toScale(scale, total)),
    priorSpread: spreadOnScale(scale, totals),
  };
}

/** What the first `weeks` of a launch say about its level, by how launches `complete` went on from there. */
export function evidenceOf(
  { shapes, scale, priorSpread }: LaunchLessons,
  launch: NeutralLaunch,
  weeks: number,
  complete: readonly NeutralLaunch[],
): LevelEvidence | null {
  return levelEvidence(launch, weeks, complete, shapes.mean, scale, priorSpread);
}

function spreadOnScale(scale: PowerScale, totals: readonly number[]): number {
  const median = quantileOf(Float64Array.from(totals).sort(), 0.5);
  return Math.max(
    1e-6,
    (toScale(scale, median * Math.exp(priorLogSpread)) - toScale(scale, median * Math.exp(-priorLogSpread))) / 2,
  );
}
