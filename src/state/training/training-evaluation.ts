import type { ExternalForecast, ExternalModel } from '#engine/combination/add-external-forecasts.ts';
import type { Forecast } from '#engine/forecast.ts';
import type { TrainingSettings } from '#learning/training-settings.ts';
import type { ResultIn } from '#storage/slices/slices.ts';
import type { HoldoutScore, NetworkForecastOutput } from '#workers/learning/contract.ts';

type Design = TrainingSettings['design'];

/** One training of an evaluation: a design, refitted on what came before the last `fold` horizons. */
export interface EvaluationRun {
  readonly design: Design;
  /** 0 = learns from everything and forecasts; 1 = only the last horizon is the hold-out. */
  readonly fold: number;
  /** Networks that are averaged; absent: as many as the design has. */
  readonly members?: number;
}

/** A run that is over; null scores: it could not be trained on so short a history, or there was no hold-out. */
export interface EvaluationEntry extends EvaluationRun {
  readonly network: HoldoutScore | null;
  readonly baseline: HoldoutScore | null;
}

/** A design over its folds, with its mean scores. */
export type ModelStanding = ResultIn<'training'>['standings'][number];

/**
 * Trainings in their order. The paper's network is trained once, with the last horizon held back. The tuned ones
 * are compared: for each of `folds` horizons, the oldest first, each is trained on nothing but what came before, then once on
 * everything, to forecast. A fold takes one member, not the full number, to be done sooner: its score errs on the side of
 * caution.
 */
export function evaluationRuns(network: 'tuned' | 'article', folds: number): readonly EvaluationRun[] {
  if (network === 'article') return [{ design: 'article', fold: 1 }];
  return (['mlp', 'lstm'] as const).flatMap((design) => [
    ...Array.from({ length: folds }, (_, k) => ({ design, fold: folds - k, members: 1 })),
    { design, fold: 0 },
  ]);
}

/** Designs by their mean scaled error, best first; those without a score are dropped. */
export function modelStandings(entries: readonly EvaluationEntry[]): readonly ModelStanding[] {
  const designs = [...new Set(entries.map(({ design }) => design))];
  return designs
    .flatMap((design): ModelStanding[] => {
      const scored = entries.filter((entry) => entry.design === design && entry.network && entry.baseline);
      if (scored.length === 0) return [];
      return [
        {
          design,
          folds: scored.length,
          network: meanScore(scored.map(({ network }) => network!)),
          baseline: meanScore(scored.map(({ baseline }) => baseline!)),
        },
      ];
    })
    .sort((a, b) => a.network.mase - b.network.mase);
}

function meanScore(scores: readonly HoldoutScore[]): HoldoutScore {
  const mean = (figure: keyof HoldoutScore): number => {
    const defined = scores.map((score) => score[figure]).filter(Number.isFinite);
    return defined.reduce((sum, value) => sum + value, 0) / defined.length;
  };
  const figures = ['mase', 'wape', 'bias', 'coverage80', 'coverage95'] as const;
  return Object.fromEntries(figures.map((figure) => [figure, mean(figure)])) as unknown as HoldoutScore;
}

/**
 * Share of the time allowed. On the sample a dense network took a sixth of an LSTM's time; it gets more, since what it leaves
 * over goes to those after it.
 */
function costOf({ design, fold }: EvaluationRun): number {
  if (design === 'mlp') return fold > 0 ? 1 : 2;
  return fold > 0 ? 3 : 4;
}

/** Seconds for the first of `left` runs out of what is left of the time allowed. */
export function secondsForRun(secondsLeft: number, left: readonly EvaluationRun[]): number {
  const total = left.reduce((sum, run) => sum + costOf(run), 0);
  return Math.max(2, (secondsLeft * costOf(left[0])) / total);
}

/** What a run says of each series. */
export interface EvaluationOutcome {
  readonly run: EvaluationRun;
  readonly settings: Pick<TrainingSettings, 'lstmUnits'>;
  readonly forecasts: readonly SaidOfSeries[];
  /** What the same weights said at the later origins before the next training; absent: there is none. */
  readonly between?: readonly ForecastBetween[];
}

type SaidOfSeries = Pick<NetworkForecastOutput['forecasts'][number], 'seriesId' | 'forecast' | 'holdout'>;

/** Forecasts `cut` periods before the end by a network that was trained earlier. */
export interface ForecastBetween {
  readonly cut: number;
  readonly forecasts: readonly Pick<SaidOfSeries, 'seriesId' | 'holdout'>[];
}

/**
 * Periods held back at the origins between a fold and the one after it: a network is not trained there, it forecasts them with what it
 * knew, as in use, from the weeks known by then.
 */
export function cutsBetween({ fold }: EvaluationRun, horizon: number, between: number, step = horizon): number[] {
  if (fold < 2) return [];
  const places = Array.from({ length: between }, (_, k) => (fold - 1) * (between + 1) - 1 - k);
  return places.map((place) => horizon + Math.floor((place * step) / (between + 1)));
}

/**
 * The tuned designs as models of the demand forecasts: those that were trained on everything, with the forecasts of
 * their folds; `cutOf` says how many periods a fold holds back.
 */
export function externalModels(
  outcomes: readonly EvaluationOutcome[],
  cutOf: (fold: number) => number,
): ExternalModel[] {
  return (['mlp', 'lstm'] as const).flatMap((method): ExternalModel[] => {
    const own = outcomes.filter(({ run }) => run.design === method);
    const whole = own.find(({ run }) => run.fold === 0);
    if (!whole) return [];
    const folds = own.filter(({ run }) => run.fold > 0);
    const holdOut = folds
      .flatMap(({ run, forecasts, between = [] }) => [{ cut: cutOf(run.fold), forecasts }, ...between])
      .map(({ cut, forecasts }) => ({
        cut,
        bySeries: new Map(forecasts.map(({ seriesId, holdout }) => [seriesId, holdout?.forecast ?? null])),
      }));
    const forecasts = whole.forecasts.map(({ seriesId, forecast }): [string, ExternalForecast] => [
      seriesId,
      {
        forecast,
        folds: holdOut.flatMap(({ cut, bySeries }) => {
          const fold: Forecast | null = bySeries.get(seriesId) ?? null;
          return fold ? [{ cut, forecast: fold }] : [];
        }),
      },
    ]);
    const label = `${method.toUpperCase()}[${whole.settings.lstmUnits.join(',')}]`;
    return [{ method, label, forecasts: new Map(forecasts) }];
  });
}
