import { meanOf } from '#engine/kernels/statistics.ts';
import { type LaunchInstance, optionCount } from './launch-instance.ts';
import { LaunchSimulation } from './launch-simulation.ts';

/**
 * Profit of every launch decided once: whatever is non-linear inside a launch (stock, reorders, price, season shift, promotion),
 * v[i,t,k,s] is a plain number, so that a plan is priced by adding numbers.
 *
 * M products, T launch weeks, S scenarios. A launch has the column `row[i] + place`: with one option each M x T of them, by
 * product and week. `mean` in money, cannibalisation left aside. `meanMarket`: mean of the market factor, by which the loss of a
 * pair is multiplied on average.
 */
export interface LaunchTables {
  readonly products: number;
  readonly weeks: number;
  readonly scenarios: number;
  /** First column of each product, and their number at the end. */
  readonly row: Int32Array;
  readonly mean: Float64Array;
  /** Profit of a column by scenario, S: computed when it is first asked for where products have options. */
  readonly profitOf: (i: number, place: number) => Float64Array;
  /** Expected units of each of the two reorders, columns x 2; null: nobody reorders. */
  readonly reordered: Float64Array | null;
  readonly market: Float64Array;
  readonly meanMarket: number;
}

/** Launches simulated between two yields: some milliseconds. */
const cellsPerChunk = 20_000;

/** First column of each product in arrays of all launches, and the number of columns. */
export function columnRows({ products, weeks }: Pick<LaunchInstance, 'products' | 'weeks'>): Int32Array {
  const row = new Int32Array(products.length + 1);
  products.forEach((product, i) => {
    row[i + 1] = row[i] + optionCount(product) * weeks;
  });
  return row;
}

/** Builds the tables: O(columns x S x length of the curves), about 0.1 s at 500 x 52 x 40. */
export function buildLaunchTables(instance: LaunchInstance): LaunchTables {
  const steps = launchTablesInSteps(instance);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same, yielding after every few products, so that whoever waits for them can let messages in between. */
export function* launchTablesInSteps(instance: LaunchInstance): Generator<undefined, LaunchTables, unknown> {
  const { weeks, products } = instance;
  const { count: scenarios } = instance.scenarios;
  const row = columnRows(instance);
  const columns = row[products.length];
  const hasOptions = products.some(({ options }) => options !== undefined);
  const isReordered = products.some(
    ({ options = [], reordersByWeek = [] }) =>
      options.some(({ reorders = [], reordersByWeek: byWeek = [] }) =>
        [reorders, ...byWeek].some(({ length }) => length > 0),
      ) || reordersByWeek.some(({ length }) => length > 0),
  );
  const reordered = isReordered ? new Float64Array(columns * 2) : null;
  const mean = new Float64Array(columns);
  const profits: Float64Array[] = [];
  let cells = 0;
  for (let i = 0; i < products.length; i++) {
    const simulation = new LaunchSimulation(instance, i);
    simulation.visitColumns((place) => {
      const column = row[i] + place;
      const { profit, ordered } = simulation;
      for (let s = 0; s < scenarios; s++) mean[column] += profit[s] / scenarios;
      if (!hasOptions) profits[column] = profit.slice();
      if (reordered) for (let n = 0; n < 2; n++) reordered[column * 2 + n] = ordered[n];
    });
    cells += (row[i + 1] - row[i]) * scenarios;
    if (cells < cellsPerChunk) continue;
    cells = 0;
    yield;
  }
  let last: LaunchSimulation | null = null;
  const profitOf = (i: number, place: number): Float64Array => {
    const column = row[i] + place;
    const known = profits[column];
    if (known) return known;
    if (last?.product !== i) last = new LaunchSimulation(instance, i);
    last.run(place % weeks, Math.floor(place / weeks));
    profits[column] = last.profit.slice();
    return profits[column];
  };
  const market = Float64Array.from(instance.scenarios.market);
  return {
    ...{ products: products.length, weeks, scenarios, row, mean, profitOf, reordered, market },
    meanMarket: meanOf(market),
  };
}

/**
 * Value of every launch when scenario s counts `weight[s]` (weights sum to 1): the linear part of a risk-averse
 * objective. By column; NaN where `isOpen` says 0.
 */
export function weightedMeans(tables: LaunchTables, weight: Float64Array, isOpen: Uint8Array): Float64Array {
  const { products, row } = tables;
  const value = new Float64Array(row[products]).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < products; i++)
    for (let column = row[i]; column < row[i + 1]; column++) {
      if (isOpen[column] === 0) continue;
      const profit = tables.profitOf(i, column - row[i]);
      let sum = 0;
      for (let s = 0; s < profit.length; s++) sum += weight[s] * profit[s];
      value[column] = sum;
    }
  return value;
}
