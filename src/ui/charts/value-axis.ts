/** Values above so large a part of the highest would lie flat on an axis from 0. */
const flatFrom = 0.5;

/** Ends of a value axis, as Recharts reads them: from 0 on, and below it where values are. Where all lie far above 0 it is cut, which a chart says. */
export function valueAxis(values: readonly (number | null | undefined)[]) {
  const known = values.filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[];
  const [low, high] = known.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  const isCut = low > flatFrom * high && high > 0;
  return { isCut, domain: isCut ? (['auto', 'auto'] as const) : ([0, 'auto'] as const) };
}
