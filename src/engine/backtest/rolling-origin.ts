import type { ModelInput } from '#engine/models/define-model.ts';
import type { NamedColumn } from '#engine/models/sarima/sarima-problem.ts';
import { unitsAsOf } from '#engine/panel/units-as-of.ts';

/** Fewest observations that a training part must have. */
const fewestTraining = 8;

/**
 * Training lengths of a rolling-origin backtest, oldest first: the last one leaves `horizon` periods to test, the others
 * end `step` periods earlier each. Origins whose training part has fewer than 8 observations, or fewer than the horizon,
 * are left out, so the answer may be shorter than `origins`, or empty.
 */
export function chooseOrigins(values: Float64Array, horizon: number, origins: number, step: number): number[] {
  const lengths: number[] = [];
  for (let k = 0; k < origins; k++) {
    const length = values.length - horizon - k * step;
    if (length < 1) break;
    const observed = values.subarray(0, length).reduce((count, v) => count + (Number.isNaN(v) ? 0 : 1), 0);
    if (observed < Math.max(fewestTraining, horizon)) break;
    lengths.push(length);
  }
  return lengths.reverse();
}

/** Where the origins of a backtest lie: `perStep` of them, as evenly as whole periods allow, in every `originStep` periods. */
export interface OriginGrid {
  readonly originStep: number;
  /** Above 1: models over all series are fitted at the first of these only, and forecast from the later ones as well. */
  readonly perStep: number;
}

/** Periods held back at the origin that lies `k` places before the newest. */
export function heldBack(horizon: number, { originStep, perStep }: OriginGrid, k: number): number {
  return horizon + Math.floor((k * originStep) / perStep);
}

/** How many of `origins` count as independent evidence: test parts that share periods say less than one each. */
export function independentOrigins(origins: number, horizon: number, { originStep, perStep }: OriginGrid): number {
  return Math.min(origins, 1 + ((origins - 1) * originStep) / (perStep * horizon));
}

/**
 * Everything a model may see at an origin: values and regressors up to the cut, and the regressors (known in
 * advance) of the next `horizon` periods. Copies: nothing behind the cut can be reached, cleaning included.
 */
export function cutAtOrigin(input: ModelInput, length: number): ModelInput {
  const { horizon } = input;
  const cut = (column: NamedColumn, from: number, to: number): NamedColumn => ({
    name: column.name,
    values: column.values.slice(from, to),
  });
  const extended = input.xreg.map((column) => {
    const future = input.newXreg.find((other) => other.name === column.name);
    const whole = new Float64Array(column.values.length + (future?.values.length ?? 0));
    whole.set(column.values);
    if (future) whole.set(future.values, column.values.length);
    return { name: column.name, values: whole };
  });
  return {
    ...input,
    ...cutValues(input, length),
    xreg: extended.map((column) => cut(column, 0, length)),
    newXreg: extended.map((column) => cut(column, length, length + horizon)),
  };
}

function cutValues({ values, vintage }: ModelInput, length: number): Pick<ModelInput, 'values' | 'vintage'> {
  if (!vintage) return { values: values.slice(0, length) };
  const seen = unitsAsOf(values, vintage, length);
  const stockOut = vintage.stockOut.slice(0, length).map((flag, t) => (Number.isNaN(seen[t]) ? flag : 0));
  return { values: seen, vintage: { stockOut, traded: vintage.traded.slice(0, length) } };
}

/**
 * Actual values of the `horizon` periods after an origin, as known when `known` periods had passed: evidence for a later fold
 * must not know that fold's future either.
 */
export function actualAsKnown({ values, vintage, horizon }: ModelInput, length: number, known: number): Float64Array {
  const seen = vintage && known < values.length ? unitsAsOf(values, vintage, known) : values;
  return seen.slice(length, Math.min(length + horizon, known));
}

/** Actual values of the `horizon` periods after an origin; shorter at the end of the series. */
export function actualAfter(values: Float64Array, length: number, horizon: number): Float64Array {
  return values.slice(length, length + horizon);
}
