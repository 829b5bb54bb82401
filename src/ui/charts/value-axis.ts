import { extentOf, niceTicks } from './chart-scale.ts';

type Values = readonly (number | null | undefined)[];

/** Values above so large a part of the highest would lie flat on an axis from 0. */
const flatFrom = 0.5;

const extent = (values: Values) => extentOf(values.map((value) => value ?? Number.NaN));

/**
 * Round ends and labels of an axis that holds the values, as Recharts reads them. Not left to Recharts, whose decimal arithmetic is
 * a good part of the first drawing.
 */
export function roundAxis(values: Values) {
  const [low, high] = extent(values);
  // Labels have three digits: closer ones would read the same.
  const closest = 10 ** (Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high)))) - 2);
  const ticks = niceTicks(low, Math.max(high, low + 4 * closest), 4).map((tick) => Number(tick.toPrecision(12)));
  return { domain: [ticks[0] as number, ticks.at(-1) as number], ticks, niceTicks: 'none' as const };
}

/** A value axis: from 0 on, and below it where values are. Where all lie far above 0 it is cut, which a chart says. */
export function valueAxis(values: Values) {
  const [low, high] = extent(values);
  const isCut = low > flatFrom * high && high > 0;
  return { isCut, interval: 0, ...roundAxis(isCut ? values : [0, ...values]) };
}
