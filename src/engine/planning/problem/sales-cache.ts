import { quantileOf } from '#engine/kernels/statistics.ts';
import type { LaunchReport } from '#engine/planning/rules/plan-figures.ts';
import { type LaunchInstance, optionOfPlace, stockAt, weekOfPlace } from './launch-instance.ts';
import { LaunchSimulation } from './launch-simulation.ts';
import type { LaunchTables } from './launch-tables.ts';

/**
 * What a launch sells, over the scenarios; it follows from product and week alone, whatever else launches. The range of its profit
 * is that of its own, before anything is taken from it.
 */
export interface LaunchSales
  extends Pick<
    LaunchReport,
    | 'ownProfit'
    | 'units'
    | 'unitsLo80'
    | 'unitsHi80'
    | 'revenue'
    | 'profitLo80'
    | 'profitHi80'
    | 'lossProbability'
    | 'sellThrough'
    | 'weekly'
  > {
  /** Mean units left at the end. */
  readonly leftover: number;
}

/** Sales of product i launched at a place; each launch is simulated once, however often it is asked about. */
export type SalesCache = (i: number, place: number) => LaunchSales;

/** The sales of an instance and its tables. Instances that differ only in their rules may share it. */
export function createSalesCache(instance: LaunchInstance, tables: LaunchTables): SalesCache {
  const known = new Map<number, LaunchSales>();
  return (i, place) => {
    const column = tables.row[i] + place;
    const found = known.get(column) ?? simulate(instance, tables, i, place);
    known.set(column, found);
    return found;
  };
}

function simulate(instance: LaunchInstance, tables: LaunchTables, i: number, place: number): LaunchSales {
  const { scenarios } = tables;
  const simulation = new LaunchSimulation(instance, i);
  const week = weekOfPlace(instance, place);
  const option = optionOfPlace(instance, place);
  simulation.run(week, option);
  const [first, second] = simulation.ordered;
  const stock = stockAt(instance.products[i], week, option) + first + second;
  const units = new Float64Array(scenarios);
  const profits = new Float64Array(scenarios);
  let meanUnits = 0;
  let revenue = 0;
  let leftover = 0;
  let losses = 0;
  for (let s = 0; s < scenarios; s++) {
    const outcome = simulation.outcome(s);
    units[s] = outcome.units;
    profits[s] = outcome.profit;
    meanUnits += outcome.units / scenarios;
    revenue += outcome.revenue / scenarios;
    leftover += outcome.left / scenarios;
    if (outcome.profit < 0) losses += 1;
  }
  units.sort();
  profits.sort();
  return {
    ownProfit: tables.mean[tables.row[i] + place],
    units: meanUnits,
    unitsLo80: quantileOf(units, 0.1),
    unitsHi80: quantileOf(units, 0.9),
    revenue,
    profitLo80: quantileOf(profits, 0.1),
    profitHi80: quantileOf(profits, 0.9),
    lossProbability: losses / scenarios,
    sellThrough: stock > 0 ? meanUnits / stock : Number.NaN,
    weekly: simulation.weekly,
    leftover,
  };
}
