import { chooseMembers } from '#engine/combination/choose-members.ts';
import { combineForecasts } from '#engine/combination/combine-forecasts.ts';
import { type PooledEvidence, relativeScores, shrinkTowardsPool } from '#engine/combination/pool-evidence.ts';
import type { Forecast } from '#engine/forecast.ts';
import type { Issue } from '#engine/issue.ts';

import type { Forecaster, ModelDescription, ModelForecast, ModelInput } from '#engine/models/define-model.ts';
import { describeSimply } from '#engine/models/define-model.ts';
import { chooseModels, findModel, type ModelChoice, type ModelId } from '#engine/models/model-registry.ts';
import {
  actualAfter,
  actualAsKnown,
  chooseOrigins,
  cutAtOrigin,
  heldBack,
  independentOrigins,
  type OriginGrid,
} from './rolling-origin.ts';
import {
  type BacktestScore,
  baselineFor,
  type ErrorScale,
  type FoldForecast,
  measureScale,
  scoreFolds,
} from './score-forecast.ts';

export interface MethodForecast {
  readonly method: ModelId;
  readonly forecast: Forecast;
  readonly model: ModelDescription;
}

/**
 * Why the chosen method was taken. `won-backtest`: lowest pinball loss over the origins (the combination also within 5 %
 * of it) and a lower MASE than the baseline. `won-across-series`: best by the backtests of all series together, though
 * not on this series' own few origins. `no-skill`: nothing beat the baseline, which is therefore the forecast.
 * `too-short-for-backtest`: no hold-out could be made; the choice is a rule of thumb and no claim is made.
 * `asked-for`: one model or no backtest, as the caller wished. `made-elsewhere`: the forecast came as a file.
 */
export type ChoiceReason =
  | 'won-backtest'
  | 'won-across-series'
  | 'no-skill'
  | 'too-short-for-backtest'
  | 'asked-for'
  | 'made-elsewhere';

export interface BacktestResult {
  readonly chosen: ModelId;
  readonly reason: ChoiceReason;
  /** What the others are measured against: seasonal naive, or naive where there is less than a season. */
  readonly baseline: 'snaive' | 'naive';
  /** One for each model that could be fitted; the chosen one first, then by MASE. */
  readonly forecasts: readonly MethodForecast[];
  /** Sorted by MASE; empty without a backtest. */
  readonly scores: readonly BacktestScore[];
  /** Folds of the chosen method and of the baseline, oldest first. */
  readonly folds: readonly FoldForecast[];
  /** Models that refused (`column` = id) and why. */
  readonly issues: readonly Issue[];
}

export interface BacktestOptions {
  readonly methods: ModelChoice;
  /** Backtest origins; 0 = none. */
  readonly origins: number;
  readonly originStep: number;
}

/** After each fit: a forecast that is ready (null for a fit of the backtest) and the share of the fits done. */
export interface BacktestStep {
  readonly forecast: MethodForecast | null;
  readonly done: number;
}

/**
 * Forecasts a series with every model, backtests them by rolling origin and chooses. A generator, so that the
 * caller can report and stop between two fits. Null when not even the naive forecast exists.
 *
 * Within a fold a model sees the cut input only. The combination of a fold takes its members by the errors of
 * earlier folds, never by its own.
 */
export function* runBacktest(
  input: ModelInput,
  options: BacktestOptions,
): Generator<BacktestStep, BacktestRecord | null> {
  const wished = chooseModels(options.methods, input);
  const origins = chooseOrigins(input.values, input.horizon, options.origins, options.originStep);
  const baseline = baselineFor(input.values.subarray(0, origins[0] ?? input.values.length), input.frequency);
  const fitted = fittedOf(new Set<ModelId>([baseline, ...wished]));
  const allCosts = fitted.reduce((sum, { cost }) => sum + cost, 0) * (1 + origins.length);
  const spend = meter(allCosts);
  const ready = new Map<ModelId, MethodForecast>();
  const issues: Issue[] = [];
  for (const { method, forecaster, cost } of fitted) {
    const answer = forecaster(input);
    const done = spend(cost);
    if (answer.ok && isUsableForecast(answer.value)) {
      const forecast = { method, ...answer.value };
      ready.set(method, forecast);
      yield { forecast, done };
      continue;
    }
    const issue: Issue = answer.ok ? { code: 'no-finite-forecast', severity: 'error' } : answer.issue;
    issues.push({ ...issue, severity: 'warning', column: method });
    yield { forecast: null, done };
  }
  if (!ready.has(baseline)) return null;

  // A model that refuses the whole series runs in the folds all the same: who took part there is no matter of later data.
  const folds = new Map<ModelId, FoldForecast[]>(fitted.map(({ method }) => [method, []]));
  const scales: ErrorScale[] = [];
  for (const trainingLength of origins)
    scales.push(yield* testAt(input, trainingLength, baseline, fitted, folds, spend));
  if (wished.includes('combination')) addCombination(input, ready, folds, scales, origins);
  const asked = options.origins === 0;
  const { originStep } = options;
  return {
    input,
    originStep,
    perStep: 1,
    ready,
    folds,
    scales,
    baseline,
    wished,
    origins: origins.length,
    unscored: 0,
    asked,
    issues,
  };
}

/**
 * Adds up to `older` origins before those of a record and `between` between any two, at which every model of the series by itself is
 * fitted as well: a first answer need not wait for them. The record is not mutated.
 */
export function* addOrigins(
  record: BacktestRecord,
  between: number,
  older: number,
): Generator<BacktestStep, BacktestRecord> {
  const { input, baseline, wished } = record;
  const grid: OriginGrid = { originStep: record.originStep, perStep: between + 1 };
  const wholes = chooseOrigins(input.values, input.horizon, record.origins + older, record.originStep).length;
  const origins = record.origins > 0 ? 1 + (wholes - 1) * grid.perStep : 0;
  if (between === 0 && origins === record.origins) return record;
  const ready = new Map(record.ready);
  ready.delete('combination');
  const fitted = fittedOf(record.folds.keys());
  const folds = new Map<ModelId, FoldForecast[]>(fitted.map(({ method }) => [method, []]));
  const scales: ErrorScale[] = [];
  const lengths: number[] = [];
  const allCosts = fitted.reduce((sum, { cost }) => sum + cost, 0) * (origins - record.origins);
  const spend = meter(allCosts);
  for (let k = origins - 1; k >= 0; k--) {
    const trainingLength = input.values.length - heldBack(input.horizon, grid, k);
    lengths.push(trainingLength);
    const known = k % grid.perStep === 0 ? record.scales[record.origins - 1 - k / grid.perStep] : undefined;
    scales.push(known ?? (yield* testAt(input, trainingLength, baseline, fitted, folds, spend)));
    if (known)
      for (const [method, own] of folds) {
        const fold = foldAtLength(record.folds, method, trainingLength);
        if (fold) own.push(fold);
      }
  }
  if (wished.includes('combination')) addCombination(input, ready, folds, scales, lengths);
  return { ...record, ...grid, ready, folds, scales, origins };
}

/** Adds up costs: what share of all of them has been spent. */
function meter(all: number): (cost: number) => number {
  let spent = 0;
  return (cost) => {
    spent += cost;
    return Math.min(1, spent / all);
  };
}

interface FittedMethod {
  readonly method: ModelId;
  readonly forecaster: Forecaster;
  readonly cost: number;
}

/** Those that are fitted to one series by itself. */
function fittedOf(ids: Iterable<ModelId>): FittedMethod[] {
  return [...ids].flatMap((id) => {
    const model = findModel(id);
    return typeof model?.fit === 'function' ? [{ method: id, forecaster: model.fit, cost: model.cost }] : [];
  });
}

/** Fits every method to what was known at an origin and adds its fold. Returns the scale of errors there. */
function* testAt(
  input: ModelInput,
  trainingLength: number,
  baseline: BacktestRecord['baseline'],
  fitted: readonly FittedMethod[],
  folds: ReadonlyMap<ModelId, FoldForecast[]>,
  spend: (cost: number) => number,
): Generator<BacktestStep, ErrorScale> {
  const cut = cutAtOrigin(input, trainingLength);
  const actual = actualAfter(input.values, trainingLength, input.horizon);
  for (const { method, forecaster, cost } of fitted) {
    const answer = forecaster(cut);
    const usable = answer.ok && isUsableForecast(answer.value);
    if (usable) folds.get(method)?.push({ method, trainingLength, forecast: answer.value.forecast, actual });
    yield { forecast: null, done: spend(cost) };
  }
  return measureScale(cut.values, baseline === 'snaive' ? input.frequency : 1);
}

export function isUsableForecast({ forecast }: ModelForecast): boolean {
  return Object.values(forecast).every((column: Float64Array) => column.every(Number.isFinite));
}

/** The combination is preferred to a single winner that is less than this much better: its lead is mostly luck. */
const combinationMargin = 1.1;

/** Combines the members' folds and forecasts in place. */
function addCombination(
  input: ModelInput,
  ready: Map<ModelId, MethodForecast>,
  folds: Map<ModelId, FoldForecast[]>,
  scales: readonly ErrorScale[],
  origins: readonly number[],
): void {
  /** Methods with a fold at each of the first `count` origins. */
  const presentAt = (count: number): ModelId[] =>
    [...folds.keys()].filter((m) => origins.slice(0, count).every((length) => foldAtLength(folds, m, length)));
  const errorsBefore = (count: number): Map<ModelId, number> => {
    if (count === 0) return new Map();
    const first = scales.slice(0, count);
    const known = origins[count] ?? input.values.length;
    const past = (m: ModelId): FoldForecast[] =>
      (folds.get(m) ?? [])
        .slice(0, count)
        .map((fold) => ({ ...fold, actual: actualAsKnown(input, fold.trainingLength, known) }));
    return new Map(presentAt(count).map((m) => [m, scoreFolds(m, past(m), first).mase]));
  };
  const combined: FoldForecast[] = [];
  for (let k = 0; k < origins.length; k++) {
    const members = chooseMembers(presentAt(k + 1), errorsBefore(k));
    if (members.length < 2) return;
    const parts = members.flatMap((m) => foldAtLength(folds, m, origins[k]) ?? []);
    combined.push({ ...parts[0], method: 'combination', forecast: combineForecasts(parts.map((p) => p.forecast)) });
  }
  const available = presentAt(origins.length).filter((m) => ready.has(m));
  const members = chooseMembers(origins.length > 0 ? available : [...ready.keys()], errorsBefore(origins.length));
  if (members.length < 2) return;
  const forecast = combineForecasts(members.flatMap((m) => ready.get(m)?.forecast ?? []));
  const weights = members.map((name) => ({ name, value: 1 / members.length, standardError: Number.NaN }));
  ready.set('combination', { method: 'combination', forecast, model: describeSimply('mean', weights) });
  folds.set('combination', combined);
}

/** The fold of a method that was trained on so many periods. */
export function foldAtLength(
  folds: ReadonlyMap<ModelId, readonly FoldForecast[]>,
  method: ModelId,
  trainingLength: number,
): FoldForecast | undefined {
  return folds.get(method)?.find((fold) => fold.trainingLength === trainingLength);
}

/** Everything that the evaluation of a series found, before the choice. */
export interface BacktestRecord extends OriginGrid {
  readonly input: ModelInput;
  readonly ready: ReadonlyMap<ModelId, MethodForecast>;
  readonly folds: ReadonlyMap<ModelId, readonly FoldForecast[]>;
  readonly scales: readonly ErrorScale[];
  readonly baseline: 'snaive' | 'naive';
  readonly wished: readonly ModelId[];
  readonly origins: number;
  /** Oldest origins, on which the combination's first weights were fitted: no model is scored on them. */
  readonly unscored: number;
  /** No backtest was wished. */
  readonly asked: boolean;
  readonly issues: readonly Issue[];
}

/** Scores of a record, sorted by MASE; empty without a backtest. */
export function scoreRecord({ ready, folds, scales, baseline, origins, unscored }: BacktestRecord): BacktestScore[] {
  const complete = [...ready.keys()].filter((m) => origins > 0 && folds.get(m)?.length === origins);
  const scored = scales.slice(unscored);
  const raw = complete.map((m) => scoreFolds(m, folds.get(m)?.slice(unscored) ?? [], scored));
  const reference = raw.find((score) => score.method === baseline)?.mase ?? Number.NaN;
  const order = (mase: number): number => (Number.isNaN(mase) ? Number.POSITIVE_INFINITY : mase);
  return raw
    .map((score) => ({ ...score, valueAdded: 100 * (1 - score.mase / reference) }))
    .sort((a, b) => order(a.mase) - order(b.mase));
}

/** Chooses by a series' own scores, shrunk towards the evidence of all series where there is some. */
export function selectModel(record: BacktestRecord, evidence: PooledEvidence): BacktestResult {
  const { ready, folds, baseline, issues } = record;
  const scores = scoreRecord(record);
  const { chosen, reason } = choose(scores, record, evidence);
  const rank = new Map(scores.map((score, i) => [score.method, i]));
  const place = (m: ModelId): number => (m === chosen ? -1 : (rank.get(m) ?? scores.length));
  const shown = chosen === baseline ? [baseline] : [chosen, baseline];
  return {
    chosen,
    reason,
    baseline,
    forecasts: [...ready.values()].sort((a, b) => place(a.method) - place(b.method)),
    scores,
    folds: shown.flatMap((m) => folds.get(m)?.slice(record.unscored) ?? []),
    issues,
  };
}

function choose(
  scores: readonly BacktestScore[],
  record: BacktestRecord,
  evidence: PooledEvidence,
): { readonly chosen: ModelId; readonly reason: ChoiceReason } {
  const { ready, baseline, wished, asked } = record;
  if (wished.length === 1 && ready.has(wished[0])) return { chosen: wished[0], reason: 'asked-for' };
  if (scores.length === 0) {
    const chosen = ready.has('combination') ? 'combination' : baseline;
    return { chosen, reason: asked ? 'asked-for' : 'too-short-for-backtest' };
  }
  const count = independentOrigins(record.origins - record.unscored, record.input.horizon, record);
  const values = shrinkTowardsPool(relativeScores(scores, baseline), count, evidence);
  let chosen: ModelId = baseline;
  let lowest = 0;
  for (const [method, value] of values) {
    const credited = method === 'combination' ? value - Math.log(combinationMargin) : value;
    if (value < 0 && credited < lowest) {
      chosen = method;
      lowest = credited;
    }
  }
  if (chosen === baseline) return { chosen, reason: 'no-skill' };
  const own = scores.find((score) => score.method === chosen)?.valueAdded ?? Number.NaN;
  if (own > 0) return { chosen, reason: 'won-backtest' };
  return evidence.size > 0 ? { chosen, reason: 'won-across-series' } : { chosen: baseline, reason: 'no-skill' };
}
