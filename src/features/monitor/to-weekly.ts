import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { Advice, LaunchTracking, TrackingReport } from '#engine/monitor/tracking.ts';
import { soFar } from '#export/review-words.ts';

/** What is to be done about one launch. */
export type WeeklyAction =
  | { readonly kind: 'advice'; readonly candidateId: string; readonly advice: Advice; readonly money: number }
  /** Its last selling day is past: what is left brings its salvage value, and less from week to week. */
  | { readonly kind: 'clear'; readonly candidateId: string; readonly units: number; readonly money: number };

/** The week in a few lines: all launches together, and what to do now. Units. */
export interface Weekly {
  readonly launched: number;
  readonly expected: number;
  readonly sold: number;
  /** Sales of launches that go as planned lie between in 8 of 10 cases. */
  readonly lo80: number;
  readonly hi80: number;
  /** The most money first. */
  readonly actions: readonly WeeklyAction[];
}

const mostActions = 3;
const deviate80 = 1.2816;

/**
 * Total sold against expected over the weeks that are known. Its normal swing: the launches' own forecast spread, independent of each
 * other, and the market's, which they share.
 */
export function toWeekly(plan: CommittedPlan, { launches }: TrackingReport): Weekly {
  const found = { launched: 0, expected: 0, sold: 0, variance: 0 };
  for (const launch of launches) {
    const { isKnown, expected, sold } = soFar(launch);
    if (launch.actualDay === null || !isKnown) continue;
    const total = plan.candidates.find(({ id }) => id === launch.candidateId)?.total;
    const spread = total && total.mean > 0 ? (total.hi80 - total.lo80) / (2 * deviate80 * total.mean) : 0;
    found.launched += 1;
    found.expected += expected;
    found.sold += sold;
    found.variance += (expected * spread) ** 2;
  }
  const { launched, expected, sold, variance } = found;
  const swing = deviate80 * Math.sqrt(variance + (plan.basis.shared.market * expected) ** 2);
  return {
    ...{ launched, expected, sold, lo80: Math.max(0, expected - swing), hi80: expected + swing },
    actions: launches
      .flatMap((launch) => actionOf(plan, launch))
      .sort((a, b) => b.money - a.money)
      .slice(0, mostActions),
  };
}

/** The best advice of a launch; of one whose season is over, to clear what is left. */
function actionOf(plan: CommittedPlan, { candidateId, actualDay, advice, reforecast }: LaunchTracking): WeeklyAction[] {
  const product = plan.instance.products.find(({ id }) => id === candidateId);
  const left = Math.round(reforecast.stockLeft ?? 0);
  const isOver = product?.sellsUntil !== undefined && plan.startDay + 7 * product.sellsUntil <= reforecast.from;
  if (product && isOver && actualDay !== null)
    return left > 0 ? [{ kind: 'clear', candidateId, units: left, money: left * product.salvage }] : [];
  const [best] = advice;
  return best ? [{ kind: 'advice', candidateId, advice: best, money: best.gain.mean }] : [];
}
