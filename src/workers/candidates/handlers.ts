import { sellingShare } from '#engine/calendar/selling-share.ts';
import { type DemandResponse, learnDemandResponse, toDemandFactors } from '#engine/demand-effects/demand-response.ts';
import type { Issue } from '#engine/issue.ts';
import { coldStart as runColdStart } from '#engine/launch/forecast/cold-start.ts';
import type { ColdStartInput, ColdStartOutput } from '#engine/launch/forecast/cold-start-forecast.ts';
import { type BacktestedLaunch, backtestLaunches } from '#engine/launch/forecast/launch-backtest.ts';
import { scoreBacktest } from '#engine/launch/forecast/score-backtest.ts';
import { assortmentAsLaunches } from '#engine/launch/history/assortment-as-launches.ts';
import { findLaunches as findLaunchesIn, launchRules } from '#engine/launch/history/find-launches.ts';
import type { DemandFactors, LaunchCandidate } from '#engine/launch/history/launch.ts';
import type { LaunchHistory } from '#engine/launch/history/launch-finding.ts';
import { factsOfCandidate, planPriceOf } from '#engine/launch/history/panel-histories.ts';
import { loopTrainer, type PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { buildInstance as buildInstanceFrom } from '#engine/planning/problem/build-instance.ts';
import { pricesOfPanel } from '#engine/pricing/panel-prices.ts';
import { answerToPrice, priceRows } from '#engine/pricing/price-answer.ts';
import { learnPriceResponse, type PriceResponse } from '#engine/pricing/price-response.ts';
import { designPriceTest, type PriceTest } from '#engine/pricing/price-test.ts';
import { createPerceptronTrainer } from '#learning/perceptron-trainer.ts';
import type { KernelReader } from '#learning/wasm/kernel.ts';
import type {
  BacktestLaunchesInput,
  CandidatesHandlers,
  ColdStartProgress,
  DesignPriceTestsInput,
  FindLaunchesInput,
  ForecastCandidatesInput,
  ForecastCandidatesOutput,
  LaunchWeekOutlook,
} from '#workers/candidates/contract.ts';
import { ColdStartCache } from '#workers/candidates/internal/cold-start-cache.ts';
import { JobCancelled, type JobControl, JobRefused } from '#workers/job-control.ts';

const defaultLaunchWeeks = 52;
const longestHorizon = 52;

/** Lets messages in, reports, and stops when the page asked for it. */
function pauseOf(control: JobControl<ColdStartProgress>) {
  return async (phase: ColdStartProgress['phase'], done: number): Promise<void> => {
    control.report({ phase, done });
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
  };
}

function checkHorizon(horizon: number): void {
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > longestHorizon) {
    throw new JobRefused('launch-horizon-out-of-range', { horizon, least: 1, most: longestHorizon });
  }
}

/**
 * The panel as it can be planned on: where no week is wholly covered by the log, the partial weeks have to do, and planning
 * starts after the last of them.
 */
function plannablePanel(panel: Panel): Panel {
  if (panel.period !== 'week') throw new JobRefused('monthly-panel');
  return panel.completeTo > panel.completeFrom ? panel : { ...panel, completeFrom: 0, completeTo: panel.periods };
}

function launchesIn({ panel, rules, corrections }: FindLaunchesInput, horizon?: number): LaunchHistory {
  const own = { ...launchRules, ...(horizon === undefined ? {} : { horizon }), ...rules };
  return findLaunchesIn(plannablePanel(panel), own, corrections);
}

const findLaunches: CandidatesHandlers['findLaunches'] = (input) => Promise.resolve(launchesIn(input));

/** Gives who trains the perceptrons, made at the first job. */
type TrainerSource = () => Promise<PerceptronTrainer>;

function trainerOnce(readKernel: KernelReader): TrainerSource {
  let made: PerceptronTrainer | null = null;
  return async () => {
    try {
      made ??= await createPerceptronTrainer(readKernel);
      return made;
    } catch {
      // The kernel cannot be had now: this job's answer says that loops trained it, the next job asks again.
      return loopTrainer;
    }
  };
}

async function coldStart(
  input: ColdStartInput,
  control: JobControl<ColdStartProgress>,
  trainerOf: TrainerSource,
): Promise<ColdStartOutput> {
  checkHorizon(input.horizon);
  if (input.candidates.length === 0) throw new JobRefused('no-candidates');
  if (input.launches.length === 0) throw new JobRefused('no-launches', { found: 0 });
  return runColdStart(input, await trainerOf(), pauseOf(control));
}

function pricesOf({ panel, key }: DesignPriceTestsInput) {
  const prices = pricesOfPanel(plannablePanel(panel));
  return { key, prices, responses: learnPriceResponse(prices) };
}

/** What the last dataset's prices tell, whatever the manager prefers or corrects. */
let latestPrices: ReturnType<typeof pricesOf> | null = null;

function learnPrices(input: DesignPriceTestsInput): NonNullable<typeof latestPrices> {
  if (!input.key || latestPrices?.key !== input.key) latestPrices = pricesOf(input);
  return latestPrices;
}

const designPriceTests: CandidatesHandlers['designPriceTests'] = async (input, control) => {
  const { prices, responses } = learnPrices(input);
  const tests: PriceTest[] = [];
  for (const [category, { reason }] of responses.entries()) {
    control.report({ done: category / responses.length });
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
    // With quantity tiers the mean price paid would go on to hide the response.
    const test = reason === null || reason === 'quantity-tiers' ? null : designPriceTest(prices, category);
    if (test) tests.push(test);
  }
  return tests;
};

/** What a dataset and the manager's corrections say whatever the manager prefers. */
interface Learnt {
  readonly key: string;
  readonly panel: Panel;
  readonly history: LaunchHistory;
  readonly response: DemandResponse;
  readonly coldStart: ColdStartCache;
}

/** Of the last dataset. */
let latest: Learnt | null = null;

function learnOnce(input: ForecastCandidatesInput, device: PerceptronTrainer['device']): Learnt {
  const { key, horizon, rules, corrections, launchWeeks, calendar } = input;
  // Candidates and their launch weeks tell how far the data is cut: the fits at hand are those of these weeks.
  const name = key && JSON.stringify({ key, horizon, rules, corrections, launchWeeks, device });
  if (name && latest?.key === name) return latest;
  const panel = plannablePanel(input.panel);
  const learnt: Learnt = {
    key: name ?? '',
    panel,
    history: launchesIn(input, horizon),
    response: learnDemandResponse(panel, calendar),
    coldStart: new ColdStartCache(),
  };
  latest = name ? learnt : null;
  return learnt;
}

async function forecastCandidates(
  input: ForecastCandidatesInput,
  control: JobControl<ColdStartProgress>,
  trainerOf: TrainerSource,
): Promise<ForecastCandidatesOutput> {
  checkHorizon(input.horizon);
  if (input.candidates.length === 0) throw new JobRefused('no-candidates');
  const pause = pauseOf(control);
  await pause('launches', 0);
  const trainer = await trainerOf();
  const learnt = learnOnce(input, trainer.device);
  const { history, panel, response } = learnt;
  const { responses } = learnPrices(input);
  const isMakeshift = history.launches.length === 0;
  const launches = isMakeshift
    ? assortmentAsLaunches(panel, input.horizon)
    : [...history.launches, ...history.underWay.filter(({ id }) => !input.candidates.some((own) => own.id === id))];
  if (launches.length === 0) throw new JobRefused('no-launches', { found: 0 });
  const launchWeeks = input.launchWeeks ?? defaultLaunchWeeks;
  const start = panel.start + 7 * panel.completeTo;
  const factors = toDemandFactors(response, panel.start, panel.completeTo + launchWeeks + input.horizon);
  const coldStartInput: ColdStartInput = {
    launches,
    products: isMakeshift ? [] : history.range,
    noLaunches: history.noLaunches,
    candidates: input.candidates.map((candidate) => ({
      ...toLaunchCandidate(candidate, start, history, input.horizon),
      ...priceFactorOf(candidate, responses),
    })),
    horizon: input.horizon,
    ...(input.reviews ? { reviews: input.reviews } : {}),
    hitThreshold: input.hitThreshold,
    factors,
    preferences: input.preferences,
    ...(input.overrides ? { overrides: input.overrides } : {}),
  };
  const found = await learnt.coldStart.run(coldStartInput, trainer, pause);
  const made = isMakeshift ? withoutHits(found) : found;
  const output = { ...made, forecasts: withPriceIssues(made.forecasts, input.candidates, responses) };
  const makeshift: Issue = { code: 'no-launches-fallback', severity: 'warning', params: { products: launches.length } };
  return {
    ...output,
    // What stands in for launches is none: neither counted as such nor called few.
    launchesUsed: isMakeshift ? 0 : output.launchesUsed,
    issues: isMakeshift ? [makeshift, ...output.issues.filter(({ code }) => code !== 'few-launches')] : output.issues,
    findings: history.findings,
    seasons: response.seasons,
    events: response.events,
    priceResponse: responses,
    prices: input.candidates.flatMap((candidate, i) => {
      const { id, category, price } = candidate;
      const response = responses.find((known) => known.category === category);
      const rows = priceRows(response, planPriceOf(candidate), price, output.forecasts[i]?.total ?? Number.NaN);
      return rows.length > 0 ? [{ candidateId: id, rows }] : [];
    }),
    byLaunchWeek: outlooks(
      coldStartInput,
      output.forecasts,
      { all: factors, season: toDemandFactors(response, start, launchWeeks + input.horizon, 'season-only') },
      start,
      launchWeeks,
    ),
  };
}

type Asked = ForecastCandidatesInput['candidates'][number];

function answerOf(candidate: Asked, responses: readonly PriceResponse[]) {
  const response = responses.find(({ category }) => category === candidate.category);
  return answerToPrice(response, planPriceOf(candidate), candidate.price);
}

function priceFactorOf(candidate: Asked, responses: readonly PriceResponse[]): Pick<LaunchCandidate, 'priceFactor'> {
  const { factor } = answerOf(candidate, responses);
  return factor === 1 ? {} : { priceFactor: factor };
}

/** Says of a price other than the plan price that its effect is not known, or lies beyond the prices seen. */
function withPriceIssues(
  forecasts: ColdStartOutput['forecasts'],
  candidates: readonly Asked[],
  responses: readonly PriceResponse[],
): ColdStartOutput['forecasts'] {
  return forecasts.map((forecast, i) => {
    const { issue: code } = answerOf(candidates[i], responses);
    const { price, planPrice = price } = candidates[i];
    return code === null
      ? forecast
      : { ...forecast, issues: [...forecast.issues, { code, severity: 'warning', params: { price, planPrice } }] };
  });
}

async function backtest(
  input: BacktestLaunchesInput,
  control: JobControl<ColdStartProgress>,
  trainerOf: TrainerSource,
): Promise<BacktestedLaunch[]> {
  const { horizon, rules } = input;
  checkHorizon(horizon);
  const pause = pauseOf(control);
  const own = { ...input, panel: plannablePanel(input.panel), rules: { ...launchRules, horizon, ...rules } };
  return backtestLaunches(own, await trainerOf(), (done) => pause('backtest', done));
}

/** Where no launch is known, neither is what a hit is. */
function withoutHits(output: ColdStartOutput): ColdStartOutput {
  const unknown = Number.NaN;
  const forecasts = output.forecasts.map((forecast) => ({
    ...forecast,
    hitProbability: unknown,
    hitThreshold: unknown,
    ...(forecast.before ? { before: { ...forecast.before, hitProbability: unknown } } : {}),
  }));
  return { ...output, forecasts, hitThreshold: unknown, backtest: null };
}

/** The week that the manager has in mind, else the first that is allowed; of one on sale for less than the horizon, its own. */
function toLaunchCandidate(
  candidate: ForecastCandidatesInput['candidates'][number],
  start: number,
  { range }: LaunchHistory,
  horizon: number,
): LaunchCandidate {
  const { predecessor, lastDay } = candidate;
  const known = {
    ...factsOfCandidate(candidate),
    ...(predecessor === undefined ? {} : { predecessor }),
    ...(lastDay === undefined ? {} : { lastDay }),
  };
  // One that has begun to sell since is forecast from its own launch week on, its first weeks taken into account.
  const sold = range.find(({ id }) => id === candidate.id);
  if (sold && sold.weekly.length < horizon) {
    return { ...known, launchWeek: sold.firstWeek, observed: sold.weekly };
  }
  const day = candidate.plannedLaunch ?? candidate.earliest ?? start;
  return { ...known, launchWeek: start + 7 * Math.max(0, Math.floor((day - start) / 7)) };
}

function outlooks(
  input: ColdStartInput,
  forecasts: ColdStartOutput['forecasts'],
  factors: { readonly all: DemandFactors; readonly season: DemandFactors },
  start: number,
  weeks: number,
): LaunchWeekOutlook[] {
  return forecasts.map((forecast, i) => {
    const totals = (known: DemandFactors): Float64Array => {
      const { category, lastDay } = input.candidates[i];
      const series = known.byCategory[category] ?? known.byCategory[''];
      const first = Math.round((start - known.start) / 7);
      return Float64Array.from({ length: weeks }, (_, w) =>
        forecast.shape.reduce(
          (sum, share, a) =>
            sum + share * forecast.neutralTotal * series[first + w + a] * sellingShare(lastDay, start + 7 * (w + a)),
          0,
        ),
      );
    };
    const [total, seasonOnly] = [factors.all, factors.season].map((known) => toHundredths(totals(known)));
    return { candidateId: forecast.id, start, total, seasonOnly };
  });
}

const buildInstance: CandidatesHandlers['buildInstance'] = async (input, control) => {
  if (input.candidates.length === 0) throw new JobRefused('no-candidates');
  await control.pause();
  const panel = plannablePanel(input.panel);
  const response: DemandResponse = learnDemandResponse(panel, input.calendar);
  const built = buildInstanceFrom({ ...input, panel }, response);
  const blocking = built.issues.find(({ severity }) => severity === 'error');
  if (blocking) throw new JobRefused('must-launch-impossible', blocking.params);
  if (built.instance.products.length === 0) {
    throw new JobRefused('no-plannable-candidate', { candidates: input.candidates.length });
  }
  const risks = built.risks.map(({ profit, tailMean, sellThrough, ...risk }) => ({
    ...risk,
    ...{ profit: toHundredths(profit), tailMean: toHundredths(tailMean), sellThrough: toHundredths(sellThrough, 100) },
  }));
  return { ...built, risks };
};

/** Figures that are looked at, and from which nothing is computed: what a project keeps of them is short. `scale` 100: to a hundredth of a percent. */
function toHundredths(values: Float64Array, scale = 1): Float64Array {
  return values.map((value) => Math.round(value * 100 * scale) / (100 * scale));
}

/** `readKernel` gives the training engine's kernel, in which the cold start's perceptrons are trained, unless by another trainer. */
export function createCandidatesHandlers(
  readKernel: KernelReader,
  trainerOf: TrainerSource = trainerOnce(readKernel),
): CandidatesHandlers {
  return {
    findLaunches,
    designPriceTests,
    backtestLaunches: (input, control) => backtest(input, control, trainerOf),
    testLaunches: async (input, control) => {
      const backtested = await backtest(input, control, trainerOf);
      const counted = new Set(launchesIn(input, input.horizon).launches.map(({ id }) => id));
      return { figures: scoreBacktest(backtested, counted) };
    },
    coldStart: (input, control) => coldStart(input, control, trainerOf),
    forecastCandidates: (input, control) => forecastCandidates(input, control, trainerOf),
    buildInstance,
  };
}
