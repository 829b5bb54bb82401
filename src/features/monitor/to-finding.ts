import type { LaunchTracking, TrackingReport } from '#engine/monitor/tracking.ts';
import { soFar } from '#export/review-words.ts';

/** Something about one launch that the opening sentence says. Units, weeks, money in the plan's currency. */
export interface FindingPoint {
  readonly candidateId: string;
  readonly kind: 'below' | 'above' | 'stock-out' | 'late' | 'overdue';
  /** Share less or more than expected (below, above); weeks (the others). */
  readonly size: number;
  /** Money against the plan for the same weeks; NaN: not known. */
  readonly money: number;
}

export interface TrackingFinding {
  /** Launches on sale, in all, and those of them that go as expected. */
  readonly launched: number;
  readonly planned: number;
  readonly expected: number;
  /** On sale and known for long enough, one way or the other. */
  readonly judged: number;
  /** On sale, not named, and too early to tell. */
  readonly early: number;
  /** The most money first. */
  readonly points: readonly FindingPoint[];
}

/** What a manager would be told first: how many go as planned, and the launches that do not. */
export function toFinding({ launches }: TrackingReport): TrackingFinding {
  const onSale = launches.filter(({ actualDay }) => actualDay !== null);
  const points = launches.flatMap(pointsOf);
  const stake = ({ money }: FindingPoint): number => (Number.isNaN(money) ? 0 : Math.abs(money));
  const isOdd = new Set(points.map(({ candidateId }) => candidateId));
  const expected = onSale.filter(({ state, candidateId }) => state === 'as-expected' && !isOdd.has(candidateId));
  return {
    launched: onSale.length,
    planned: launches.filter(({ plannedDay }) => plannedDay !== null).length,
    expected: expected.length,
    judged: onSale.filter(({ state }) => state !== 'too-early').length,
    early: onSale.filter(({ state, candidateId }) => state === 'too-early' && !isOdd.has(candidateId)).length,
    points: points.toSorted((a, b) => stake(b) - stake(a)),
  };
}

/** At most one point of each launch: the signal says more than the shelf, the shelf more than the calendar. */
function pointsOf(launch: LaunchTracking): FindingPoint[] {
  const { candidateId, state, timing, weeksLate, weeks, moneySoFar, signal } = launch;
  const point = (kind: FindingPoint['kind'], size: number): FindingPoint[] => [
    { candidateId, kind, size, money: moneySoFar.actual - moneySoFar.planned },
  ];
  const { expected, sold } = soFar(launch);
  const direction = state === 'above' || state === 'below' ? state : signal.direction;
  if (direction !== null && expected > 0) return point(direction, Math.abs(sold / expected - 1));
  const out = weeks.filter(({ marks }) => marks.includes('stock-out')).length;
  if (out > 0) return point('stock-out', out);
  if (timing === 'late') return point('late', weeksLate);
  if (timing === 'overdue' || timing === 'never') return point('overdue', weeksLate);
  return [];
}
