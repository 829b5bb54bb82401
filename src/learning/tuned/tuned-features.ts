import type { TunedSeries } from './tuned-series.ts';

/** What a window's figures are measured from. */
export interface WindowFrame {
  /** Mean of the last known values. */
  readonly level: number;
  /** Typical size of a change here: what everything is divided by. Positive. */
  readonly scale: number;
  /** The forecast that a network saying 0 makes, for each step ahead, on the network's scale without effects. */
  readonly anchors: Float64Array;
  /** What followed the same point of each of the last seasons, less the level then: [seasons][horizon], NaN = unknown. */
  readonly seasons: readonly Float64Array[];
}

/** Layout of the inputs of a network on these windows. */
export interface FeatureShape {
  readonly kind: 'lstm' | 'mlp';
  readonly horizon: number;
  /** Past values that the network sees; an LSTM has as many steps as this and the horizon together. */
  readonly memory: number;
  readonly regressors: number;
  /** Columns known only up to the origin. */
  readonly observed: number;
  readonly statics: number;
  readonly seasonal: boolean;
}

const seasonWeights = [0.5, 0.3, 0.2] as const;
const averages = [2, 4, 8, 26] as const;
/** Of an observed column: means of so many last values, each less that of the next longer stretch. */
const observedAverages = [2, 8, 26] as const;
/** The window's own spread against the series': this many values of the series' roughness count. */
const scalePrior = 8;
const smallestScale = 0.05;

function levelLength(frequency: number): number {
  return frequency === 12 ? 12 : 8;
}

/** Mean of the last `count` known values before `origin`; NaN without one. */
function meanBefore(values: Float64Array, origin: number, count: number): number {
  let [sum, found] = [0, 0];
  for (let t = origin - 1; t >= Math.max(0, origin - 2 * count) && found < count; t--) {
    if (Number.isNaN(values[t])) continue;
    sum += values[t];
    found += 1;
  }
  return found > 0 ? sum / found : Number.NaN;
}

/** Reads nothing at or after `origin`. */
export function frameAt(series: TunedSeries, origin: number, horizon: number): WindowFrame {
  const { values, frequency } = series;
  const length = levelLength(frequency);
  const own = meanBefore(values, origin, length);
  const level = Number.isNaN(own) ? 0 : own;
  let [squares, count] = [0, 0];
  for (let t = Math.max(1, origin - 2 * length); t < origin; t++) {
    const change = values[t] - values[t - 1];
    if (Number.isNaN(change)) continue;
    squares += change * change;
    count += 1;
  }
  const scale = Math.sqrt((squares + scalePrior * series.roughness ** 2) / (count + scalePrior));
  const seasons =
    frequency > 1 ? seasonWeights.map((_, k) => seasonAfter(series, origin, (k + 1) * frequency, horizon)) : [];
  const anchors = Float64Array.from({ length: horizon }, (_, step) => {
    let [sum, weight] = [0, 0];
    seasons.forEach((season, k) => {
      if (Number.isNaN(season[step])) return;
      sum += seasonWeights[k] * season[step];
      weight += seasonWeights[k];
    });
    return level + (weight > 0 ? sum / weight : 0);
  });
  return { level, scale: Math.max(smallestScale, scale), anchors, seasons };
}

/** What came after the point `back` periods before `origin`, less the level at that point. */
function seasonAfter({ values, frequency }: TunedSeries, origin: number, back: number, horizon: number): Float64Array {
  const then = origin - back;
  const level = then > 0 ? meanBefore(values, then, levelLength(frequency)) : Number.NaN;
  return Float64Array.from({ length: horizon }, (_, step) => {
    // A horizon longer than a season looks at the same season again.
    const t = then + (step % frequency);
    return then > 0 && t < origin ? values[t] - level : Number.NaN;
  });
}

/** Inputs of one step (LSTM) or of the whole window (MLP). */
export function featureCount(shape: FeatureShape): number {
  const { kind, memory, regressors, observed, statics, seasonal, horizon } = shape;
  const season = seasonal ? 2 + 2 * seasonWeights.length : 0;
  if (kind === 'lstm') return 3 + season + regressors + observed + statics;
  const recent = observedAverages.length - 1;
  return memory + averages.length + 3 + season + 3 * regressors + recent * observed + Math.min(horizon, 13) + statics;
}

/** Steps of the input sequence. */
export function stepCount({ kind, memory, horizon }: FeatureShape): number {
  return kind === 'lstm' ? memory + horizon : 1;
}

/** What an input says, for explanations: `frame` tells where and how large the window is, and is never taken away. */
export type FeatureGroup = 'history' | 'season' | 'regressor' | 'observed' | 'frame';

export interface FeatureSlot {
  readonly group: FeatureGroup;
  /** Index of the regressor or of the observed column; -1 for other groups. */
  readonly column: number;
}

/** Group of every input within a step, in order. */
export function featureSlots(shape: FeatureShape): readonly FeatureSlot[] {
  const of = (group: FeatureGroup, count: number): FeatureSlot[] =>
    Array.from({ length: count }, () => ({ group, column: -1 }));
  const season = of('season', shape.seasonal ? 2 + 2 * seasonWeights.length : 0);
  const columns = (group: FeatureGroup, count: number): FeatureSlot[] =>
    Array.from({ length: count }, (_, column) => ({ group, column }));
  const regressors = columns('regressor', shape.regressors);
  const observed = columns('observed', shape.observed);
  const identity = of('frame', shape.statics);
  if (shape.kind === 'lstm')
    return [...of('history', 1), ...of('frame', 2), ...season, ...regressors, ...observed, ...identity];
  return [
    ...of('history', shape.memory + averages.length),
    ...of('season', 1),
    ...of('frame', 2),
    ...season,
    ...regressors.flatMap((slot) => [slot, slot, slot]),
    ...observed.flatMap((slot) => observedAverages.slice(1).map(() => slot)),
    ...of('frame', Math.min(shape.horizon, 13)),
    ...identity,
  ];
}

function clipped(value: number): number {
  return Math.max(-6, Math.min(6, value));
}

/** Season of period t: sine, cosine, and for each earlier season its value against the anchor and whether it is known. */
function writeSeason(
  series: TunedSeries,
  frame: WindowFrame,
  t: number,
  step: number,
  inputs: Float32Array,
  at: number,
): void {
  const { angle } = series;
  if (angle) {
    inputs[at] = Math.sin(angle[t]);
    inputs[at + 1] = Math.cos(angle[t]);
  }
  frame.seasons.forEach((season, k) => {
    const value = step >= 0 ? season[step] : Number.NaN;
    if (Number.isNaN(value)) return;
    inputs[at + 2 + 2 * k] = clipped((frame.level + value - frame.anchors[step]) / frame.scale);
    inputs[at + 3 + 2 * k] = 1;
  });
}

/**
 * Writes the inputs for the period `ahead` (1 = the first) after `origin` from `offset`. LSTM: [memory + horizon, features],
 * right-aligned so that the last step is the period to forecast; steps beyond what the window needs are 0. MLP: one row.
 * Nothing at or after `origin` is read but regressors and season.
 */
export function writeInputs(
  shape: FeatureShape,
  series: TunedSeries,
  origin: number,
  ahead: number,
  frame: WindowFrame,
  inputs: Float32Array,
  offset: number,
): void {
  const width = featureCount(shape);
  inputs.fill(0, offset, offset + stepCount(shape) * width);
  if (shape.kind === 'lstm') writeSequence(shape, series, origin, ahead, frame, inputs, offset, width);
  else writeRow(shape, series, origin, ahead, frame, inputs, offset);
}

function writeSequence(
  shape: FeatureShape,
  series: TunedSeries,
  origin: number,
  ahead: number,
  frame: WindowFrame,
  inputs: Float32Array,
  offset: number,
  width: number,
): void {
  const { values, regressors, observed, statics } = series;
  const steps = stepCount(shape);
  const target = origin + ahead - 1;
  const observedLevels = observed.map((column) => meanBefore(column, origin, 8));
  for (let step = 0; step < steps; step++) {
    const t = target - steps + 1 + step;
    if (t < 0 || t < origin - shape.memory) continue;
    let at = offset + step * width;
    if (t < origin) {
      if (!Number.isNaN(values[t])) {
        inputs[at] = clipped((values[t] - frame.level) / frame.scale);
        inputs[at + 1] = 1;
      }
    } else inputs[at] = clipped((frame.anchors[t - origin] - frame.level) / frame.scale);
    inputs[at + 2] = Math.log(frame.scale);
    at += 3;
    if (shape.seasonal) {
      writeSeason(series, frame, t, t - origin, inputs, at);
      at += 2 + 2 * seasonWeights.length;
    }
    for (let k = 0; k < regressors.length; k++) inputs[at + k] = clipped(regressors[k][t]);
    at += regressors.length;
    for (let k = 0; k < observed.length; k++) {
      const value = t < origin ? observed[k][t] - observedLevels[k] : Number.NaN;
      if (!Number.isNaN(value)) inputs[at + k] = clipped(value);
    }
    at += observed.length;
    inputs.set(statics, at);
  }
}

function writeRow(
  shape: FeatureShape,
  series: TunedSeries,
  origin: number,
  ahead: number,
  frame: WindowFrame,
  inputs: Float32Array,
  offset: number,
): void {
  const { values, regressors, observed, statics } = series;
  const { level, scale } = frame;
  const target = origin + ahead - 1;
  let at = offset;
  for (let lag = 1; lag <= shape.memory; lag++, at++) {
    const value = origin - lag >= 0 ? values[origin - lag] : Number.NaN;
    if (!Number.isNaN(value)) inputs[at] = clipped((value - level) / scale);
  }
  for (const count of averages) {
    const value = meanBefore(values, origin, count);
    inputs[at++] = Number.isNaN(value) ? 0 : clipped((value - level) / scale);
  }
  inputs[at++] = clipped((frame.anchors[ahead - 1] - level) / scale);
  inputs[at++] = Math.log(scale);
  inputs[at++] = Math.log1p(origin) / 4;
  if (shape.seasonal) {
    writeSeason(series, frame, target, ahead - 1, inputs, at);
    at += 2 + 2 * seasonWeights.length;
  }
  for (const column of regressors) {
    let sum = 0;
    const from = Math.max(0, origin - 13);
    for (let t = from; t < origin; t++) sum += column[t];
    inputs[at++] = clipped(column[target]);
    inputs[at++] = clipped(column[target] - sum / Math.max(1, origin - from));
    inputs[at++] = clipped(column[target] - (origin > 0 ? column[origin - 1] : 0));
  }
  for (const column of observed) {
    const means = observedAverages.map((count) => meanBefore(column, origin, count));
    for (let k = 1; k < means.length; k++, at++) {
      const value = means[k - 1] - means[k];
      if (!Number.isNaN(value)) inputs[at] = clipped(value);
    }
  }
  // The step ahead: one entry each; of longer horizons the nearest of 13 stations.
  const stations = Math.min(shape.horizon, 13);
  inputs[at + Math.min(stations - 1, Math.floor(((ahead - 1) * stations) / shape.horizon))] = 1;
  at += stations;
  inputs.set(statics, at);
}
