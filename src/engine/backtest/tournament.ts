import { baselineFor, type Contestants, defaultMethods } from '#engine/backtest/choose-contestants.ts';
import type {
  ContestantForecast,
  ContestantInput,
  ForecastMethod,
  ModelDescription,
} from '#engine/backtest/contestant.ts';
import { describeSimply } from '#engine/backtest/contestant.ts';
import { actualAfter, chooseOrigins, cutAtOrigin } from '#engine/backtest/rolling-origin.ts';
import {
  type BacktestScore,
  type ErrorScale,
  type FoldForecast,
  measureScale,
  scoreFolds,
} from '#engine/backtest/score-forecast.ts';
import { chooseMembers } from '#engine/combination/choose-members.ts';
import { combineForecasts } from '#engine/combination/combine-forecasts.ts';
import type { Forecast } from '#engine/forecast.ts';
import type { Issue } from '#engine/issue.ts';

export interface MethodForecast {
  readonly method: ForecastMethod;
  readonly forecast: Forecast;
  readonly model: ModelDescription;
}

/**
 * Why the chosen method was taken. `won-backtest`: lowest MASE over the origins and better than the baseline.
 * `no-skill`: nothing beat the baseline, which is therefore the forecast. `too-short-for-backtest`: no origin could be
 * held back; the choice is a rule of thumb and no claim is made. `asked-for`: one contestant only, as the caller wished.
 */
export type ChoiceReason = 'won-backtest' | 'no-skill' | 'too-short-for-backtest' | 'asked-for';

export interface TournamentResult {
  readonly chosen: ForecastMethod;
  readonly reason: ChoiceReason;
  /** What the others are measured against: seasonal naive, or naive where there is less than a season. */
  readonly baseline: 'snaive' | 'naive';
  /** One for each contestant that could be fitted; the chosen one first, then by MASE. */
  readonly forecasts: readonly MethodForecast[];
  /** Sorted by MASE; empty without a backtest. */
  readonly scores: readonly BacktestScore[];
  /** Folds of the chosen method and of the baseline, oldest first. */
  readonly folds: readonly FoldForecast[];
  /** Contestants that refused (`column` = method) and why. */
  readonly issues: readonly Issue[];
}

export interface TournamentOptions {
  readonly methods: readonly ForecastMethod[] | 'auto';
  /** Backtest origins; 0 = none. */
  readonly origins: number;
  readonly originStep: number;
}

/** After each fit: a forecast that is ready (null for a fit of the backtest) and the share of the fits done. */
export interface TournamentStep {
  readonly forecast: MethodForecast | null;
  readonly done: number;
}

/**
 * Forecasts a series with every contestant, backtests them by rolling origin and chooses. A generator, so that the
 * caller can report and stop between two fits. Null when not even the naive forecast exists.
 *
 * Within a fold a contestant sees the cut input only. The combination of a fold takes its members by the errors of
 * earlier folds, never by its own.
 */
export function* runTournament(
  input: ContestantInput,
  contestants: Contestants,
  options: TournamentOptions,
): Generator<TournamentStep, TournamentResult | null> {
  const wished = options.methods === 'auto' ? defaultMethods(input) : options.methods;
  const baseline = baselineFor(input);
  const singles = [...new Set<ForecastMethod>([baseline, ...wished])].filter((m) => m !== 'combination');
  const origins = chooseOrigins(input.values, input.horizon, options.origins, options.originStep);
  const fits = singles.length * (1 + origins.length);
  let fitted = 0;
  const ready = new Map<ForecastMethod, MethodForecast>();
  const issues: Issue[] = [];
  for (const method of singles) {
    const answer = contestants[method]?.(input);
    fitted++;
    if (!answer) throw new Error(`no contestant named ${method}`);
    if (answer.ok && isUsable(answer.value)) {
      const forecast = { method, ...answer.value };
      ready.set(method, forecast);
      yield { forecast, done: fitted / fits };
      continue;
    }
    const issue: Issue = answer.ok ? { code: 'no-finite-forecast', severity: 'error' } : answer.issue;
    issues.push({ ...issue, severity: 'warning', column: method });
    yield { forecast: null, done: fitted / fits };
  }
  if (!ready.has(baseline)) return null;

  const folds = new Map<ForecastMethod, FoldForecast[]>([...ready.keys()].map((m) => [m, []]));
  const scales: ErrorScale[] = [];
  const lag = baseline === 'snaive' ? input.frequency : 1;
  for (const trainingLength of origins) {
    const cut = cutAtOrigin(input, trainingLength);
    const actual = actualAfter(input.values, trainingLength, input.horizon);
    scales.push(measureScale(cut.values, lag));
    for (const method of ready.keys()) {
      const answer = contestants[method]?.(cut);
      fitted++;
      const usable = answer?.ok && isUsable(answer.value);
      if (usable) folds.get(method)?.push({ method, trainingLength, forecast: answer.value.forecast, actual });
      yield { forecast: null, done: Math.min(1, fitted / fits) };
    }
  }
  if (wished.includes('combination')) addCombination(ready, folds, scales, origins);
  return decide(ready, folds, scales, { baseline, wished, origins: origins.length, issues });
}

function isUsable({ forecast }: ContestantForecast): boolean {
  return Object.values(forecast).every((column: Float64Array) => column.every(Number.isFinite));
}

/** Combines the members' folds and forecasts in place. */
function addCombination(
  ready: Map<ForecastMethod, MethodForecast>,
  folds: Map<ForecastMethod, FoldForecast[]>,
  scales: readonly ErrorScale[],
  origins: readonly number[],
): void {
  const complete = [...ready.keys()].filter((m) => folds.get(m)?.length === origins.length);
  const errorsBefore = (count: number): Map<ForecastMethod, number> => {
    if (count === 0) return new Map();
    const first = scales.slice(0, count);
    return new Map(complete.map((m) => [m, scoreFolds(m, folds.get(m)?.slice(0, count) ?? [], first).mase]));
  };
  const combined: FoldForecast[] = [];
  for (let k = 0; k < origins.length; k++) {
    const members = chooseMembers(complete, errorsBefore(k));
    if (members.length < 2) return;
    const parts = members.map((m) => (folds.get(m) ?? [])[k]);
    combined.push({ ...parts[0], method: 'combination', forecast: combineForecasts(parts.map((p) => p.forecast)) });
  }
  const members = chooseMembers(complete, errorsBefore(origins.length));
  if (members.length < 2) return;
  const forecast = combineForecasts(members.flatMap((m) => ready.get(m)?.forecast ?? []));
  const weights = members.map((name) => ({ name, value: 1 / members.length, standardError: Number.NaN }));
  ready.set('combination', { method: 'combination', forecast, model: describeSimply('mean', weights) });
  folds.set('combination', combined);
}

interface DecisionContext {
  readonly baseline: 'snaive' | 'naive';
  readonly wished: readonly ForecastMethod[];
  readonly origins: number;
  readonly issues: readonly Issue[];
}

function decide(
  ready: ReadonlyMap<ForecastMethod, MethodForecast>,
  folds: ReadonlyMap<ForecastMethod, readonly FoldForecast[]>,
  scales: readonly ErrorScale[],
  context: DecisionContext,
): TournamentResult {
  const { baseline, wished, origins } = context;
  const complete = [...ready.keys()].filter((m) => origins > 0 && folds.get(m)?.length === origins);
  const raw = complete.map((m) => scoreFolds(m, folds.get(m) ?? [], scales));
  const reference = raw.find((score) => score.method === baseline)?.mase ?? Number.NaN;
  const order = (mase: number): number => (Number.isNaN(mase) ? Number.POSITIVE_INFINITY : mase);
  const scores = raw
    .map((score) => ({ ...score, valueAdded: 100 * (1 - score.mase / reference) }))
    .sort((a, b) => order(a.mase) - order(b.mase));
  const { chosen, reason } = choose(scores, ready, baseline, wished);
  const rank = new Map(scores.map((score, i) => [score.method, i]));
  const place = (m: ForecastMethod): number => (m === chosen ? -1 : (rank.get(m) ?? scores.length));
  const shown = chosen === baseline ? [baseline] : [chosen, baseline];
  return {
    chosen,
    reason,
    baseline,
    forecasts: [...ready.values()].sort((a, b) => place(a.method) - place(b.method)),
    scores,
    folds: shown.flatMap((m) => folds.get(m) ?? []),
    issues: context.issues,
  };
}

function choose(
  scores: readonly BacktestScore[],
  ready: ReadonlyMap<ForecastMethod, MethodForecast>,
  baseline: 'snaive' | 'naive',
  wished: readonly ForecastMethod[],
): { readonly chosen: ForecastMethod; readonly reason: ChoiceReason } {
  if (wished.length === 1 && ready.has(wished[0])) return { chosen: wished[0], reason: 'asked-for' };
  const reference = scores.find((score) => score.method === baseline)?.mase ?? Number.NaN;
  if (scores.length === 0) {
    const chosen = ready.has('combination') ? 'combination' : baseline;
    return { chosen, reason: 'too-short-for-backtest' };
  }
  const best = scores[0];
  return best.method !== baseline && best.mase < reference
    ? { chosen: best.method, reason: 'won-backtest' }
    : { chosen: baseline, reason: 'no-skill' };
}
