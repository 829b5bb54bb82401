import type { PreparedSeries } from '#workers/statistics/contract.ts';

/** Series that go to a worker in one job. */
export interface Batch {
  readonly series: readonly PreparedSeries[];
  readonly nonNegative: boolean;
  /** Part of the cost of all batches, 0 to 1. */
  readonly share: number;
}

/** So many batches a worker, so that none waits long for the last one. */
const batchesPerWorker = 8;
const mostSeries = 25;
/** Above this share of zeros only the cheap methods for intermittent demand are tried. */
const intermittentShare = 0.25;

/**
 * Relative cost of the evaluation of one series, measured over lengths 60 to 2,000 (docs/methods/sarima.md): it grows
 * with the observations, with the season's share in the state and with the regressors; intermittent series cost little.
 */
export function seriesCost({ values, frequency, xreg = [] }: PreparedSeries, origins: number): number {
  const zeros = values.reduce((count, v) => count + (v === 0 ? 1 : 0), 0);
  const fits = 1 + origins;
  if (zeros > intermittentShare * values.length) return fits * values.length * 0.2;
  const season = frequency > 24 ? 2 : frequency > 1 ? 3 : 1;
  return fits * values.length * season * (1 + xreg.length / 2);
}

/** Cost of the origins that are added, as a multiple of that of the others and of the forecast itself. */
export function addedCost(origins: number, between: number, older: number): number {
  return (between * Math.max(0, origins + older - 1) + older) / (1 + origins);
}

/** Fewest series from which on a model over all of them is tried (as in the engine), its rows an origin and its rows at most. */
const fewestPooled = 20;
const pooledSteps = 4;
const mostPooledRows = 60_000;

/** Time of the models over all series, in the units of {@link seriesCost}: one an origin and two more, side by side. */
export function pooledCost(
  series: readonly PreparedSeries[],
  horizon: number,
  origins: number,
  workers: number,
): number {
  const learnt = series.filter(({ nonNegative }) => nonNegative);
  if (learnt.length < fewestPooled) return 0;
  const rows = learnt.reduce((sum, { values }) => sum + values.length * Math.min(horizon, pooledSteps), 0);
  return 0.2 * Math.ceil((origins + 2) / workers) * Math.min(mostPooledRows, rows);
}

/**
 * Batches of like cost, the dearest series first (longest processing time first, Graham 1969), so that the workers end
 * together; before them those that something waits for (`isFirst`). Series that may be negative and those that may not never
 * share a job.
 */
export function toBatches(
  series: readonly PreparedSeries[],
  origins: number,
  workers: number,
  isFirst: (series: PreparedSeries) => boolean = () => false,
): Batch[] {
  const priced = series.map((one) => ({ one, cost: seriesCost(one, origins) }));
  const total = priced.reduce((sum, { cost }) => sum + cost, 0);
  const wanted = total / Math.max(1, workers * batchesPerWorker);
  const batches = { first: [] as Batch[], other: [] as Batch[] };
  for (const [place, nonNegative] of [
    ['first', true],
    ['first', false],
    ['other', true],
    ['other', false],
  ] as const) {
    const own = priced
      .filter(({ one }) => one.nonNegative === nonNegative && isFirst(one) === (place === 'first'))
      .sort((a, b) => b.cost - a.cost);
    let members: PreparedSeries[] = [];
    let cost = 0;
    const close = (): void => {
      if (members.length > 0)
        batches[place].push({ series: members, nonNegative, share: total > 0 ? cost / total : 0 });
      members = [];
      cost = 0;
    };
    for (const { one, cost: price } of own) {
      if (members.length >= mostSeries || (members.length > 0 && cost + price > wanted)) close();
      members.push(one);
      cost += price;
    }
    close();
  }
  const byShare = (a: Batch, b: Batch): number => b.share - a.share;
  return [...batches.first.sort(byShare), ...batches.other.sort(byShare)];
}
