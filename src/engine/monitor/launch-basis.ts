import { type DemandResponse, toDemandFactors } from '#engine/demand-effects/demand-response.ts';
import type { LaunchHistory } from '#engine/launch/history/launch-finding.ts';
import { choosePowerScale } from '#engine/launch/level/power-transform.ts';
import { learnShapes } from '#engine/launch/shape/launch-shape.ts';
import type { LaunchBasis } from '#engine/monitor/committed-plan.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { SharedSpread } from '#engine/planning/problem/demand-scenarios.ts';

/** Launches as the monitor needs them. */
export interface BasisLaunch {
  readonly total: number;
  readonly path: Float64Array;
}

/** Paths of the basis with NaN for unknown weeks, as the engine takes them. */
export function basisLaunches({ launches }: LaunchBasis): BasisLaunch[] {
  return launches.map(({ total, path }) => ({ total, path: Float64Array.from(path, (units) => units ?? Number.NaN) }));
}

/**
 * The earlier launches, season and promotions taken out: what says how far a single launch strays from its curve. Curves, power scale and totals are those
 * that the cold start works with (docs/methods/cold-start.md).
 */
export function learnLaunchBasis(
  panel: Panel,
  history: LaunchHistory,
  response: DemandResponse,
  horizon: number,
  shared: SharedSpread,
): LaunchBasis {
  const factors = toDemandFactors(response, panel.start, panel.completeTo + horizon);
  const categories = Object.values(shared.category);
  const category =
    categories.length > 0 ? Math.sqrt(categories.reduce((a, b) => a + b * b, 0) / categories.length) : priorCategory;
  const whole = history.launches.filter(({ weekly }) => weekly.length >= horizon);
  const { shapes, neutral } = learnShapes(whole, horizon, factors);
  return {
    scale: choosePowerScale(neutral.map(({ total }) => total)),
    shape: Array.from(shapes.mean),
    launches: neutral.map(({ launch, total, path }) => ({
      id: launch.id,
      total,
      path: Array.from(path, (units) => (Number.isNaN(units) ? null : units)),
    })),
    shared: { market: shared.market, category },
  };
}

const priorCategory = 0.12;
