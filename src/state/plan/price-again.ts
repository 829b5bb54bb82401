import type { Candidate } from '#engine/panel/candidate.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { LaunchInstance, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { PlanReport } from '#engine/planning/rules/plan-figures.ts';
import type { FactsIn } from '#storage/slices/slices.ts';
import { offeredInstance, offersNamed, placesOf, splitPlaces } from './plan-offers.ts';
import { gainsOf, planWindowShare } from './plan-pricing.ts';
import { constraintsOf, locksOf, weightsOf, withOwnRules } from './plan-problem.ts';
import type { PlanResult, PlanSettings, SavedPlan } from './plan-store.ts';
import { planningClient } from './plan-workers.ts';

type PlanFacts = FactsIn<'plan'>;

/** So long a bound is sought before the plan is shown; what is known by then counts. */
const proofMs = 15_000;

/**
 * A plan as a file brought it, every figure worked out by this page from the problem in the file: what the plan is worth, what is
 * proven of it, the manager's own weeks, saved scenarios. Answers to questions are asked again. Null: the problem is none, or
 * the plan is not one of it.
 */
export async function priceAgain(plan: PlanFacts, dataset: Dataset | null): Promise<PlanFacts | null> {
  const { job, settings } = plan;
  if (job.status !== 'ready') return { ...plan, current: null, saved: plan.saved.map(withoutFigures) };
  const result = await resultAgain(job.result, dataset);
  if (!result) return null;
  const priced = plan.current && (await readAgain(result, plan.current.weeks, settings, dataset, plan.current.offers));
  if (plan.current && !priced) return null;
  const current =
    plan.current &&
    priced &&
    (await withStress({
      ...{ ...priced, weeks: plan.current.weeks },
      ...(plan.current.offers ? { offers: plan.current.offers } : {}),
      ...(plan.current.gains
        ? await gainsOf(result.built.instance, priced.instance, plan.current.weeks, candidatesOf(settings, dataset))
        : {}),
    }));
  const saved: SavedPlan[] = [];
  for (const each of plan.saved) {
    const isOfThis = each.startDay === result.built.startDay && isSameList(each.candidates, result.built.instance);
    const offers = each.offers && offersNamed(result.built.instance.products, each.offers);
    const own = isOfThis ? await readAgain(result, each.weeks, each.settings, dataset, offers) : null;
    saved.push(own ? { ...each, reading: own.reading, upperBound: null } : withoutFigures(each));
  }
  return {
    ...plan,
    job: { ...job, result },
    current: current && { ...current, contradictions: plan.current?.contradictions ?? [] },
    saved,
  };
}

async function resultAgain(result: PlanResult, dataset: Dataset | null): Promise<PlanResult | null> {
  const { built, search, settings, seed } = result;
  const { instance, startDay } = built;
  const locks = locksOf({ locks: result.locks ?? {} }, instance, startDay, candidatesOf(settings, dataset));
  const answer = await planningClient.run(
    'priceAgain',
    {
      ...{ instance, locks, seed, weeks: placesOf(instance, search.weeks, search.offers) },
      front: search.front.map(({ weeks, offers }) => placesOf(instance, weeks, offers)),
      ...{
        objective: search.objective,
        method: search.method,
        weights: weightsOf(settings),
        lambda: settings.lambda,
        moves: null,
      },
    },
    { again: true, signal: AbortSignal.timeout(proofMs), graceMs: proofMs },
  );
  if (answer.kind !== 'done') return null;
  const baseline = built.baseline && (await readAgain(result, built.baseline, settings, dataset));
  if (built.baseline && !baseline) return null;
  const front = answer.output.front.map((point) => ({ ...point, ...splitPlaces(instance, point.weeks) }));
  return {
    ...result,
    search: { ...search, ...answer.output, front, history: [] },
    baseline: baseline && { figures: baseline.reading.figures },
  };
}

/** The report of a plan under settings of its own. */
async function readAgain(
  { built }: PlanResult,
  weeks: LaunchWeeks,
  settings: PlanSettings,
  dataset: Dataset | null,
  offers?: readonly number[],
): Promise<{ readonly instance: LaunchInstance; readonly reading: PlanReport } | null> {
  const { startDay } = built;
  const candidates = candidatesOf(settings, dataset);
  const instance = offeredInstance(built.instance, offers, candidates);
  const { forbidden } = locksOf({ locks: {} }, instance, startDay, candidates);
  const answer = await planningClient.run(
    'pricePlan',
    {
      ...{
        instance,
        weeks,
        locks: { fixed: [], forbidden },
        weights: weightsOf(settings),
        windowShare: planWindowShare,
      },
      // A plan whose data is not in the file keeps the rules that it was found under.
      rules: dataset?.panel
        ? { startDay, candidates, constraints: constraintsOf(settings, candidates, dataset.panel.weekStart) }
        : null,
      ...{ name: -1, known: 0 },
    },
    { again: true },
  );
  if (answer.kind !== 'done') return null;
  const { ruled, reading } = answer.output;
  return {
    instance: {
      ...instance,
      products: ruled.products ?? instance.products,
      categories: ruled.categories ?? instance.categories,
      constraints: ruled.constraints ?? instance.constraints,
      ...(ruled.events ? { events: ruled.events } : {}),
    },
    // Nothing was known before: every entry is there itself.
    reading: reading as PlanReport,
  };
}

async function withStress(plan: {
  readonly weeks: LaunchWeeks;
  readonly instance: LaunchInstance;
  readonly reading: PlanReport;
}) {
  const { instance, weeks } = plan;
  const answer = await planningClient.run('stressPlan', { instance, weeks }, { again: true });
  return answer.kind === 'done' ? { ...plan, stress: answer.output } : plan;
}

function candidatesOf({ products }: PlanSettings, dataset: Dataset | null): readonly Candidate[] {
  return withOwnRules(dataset?.candidates ?? [], products);
}

function isSameList(candidates: readonly string[], { products }: LaunchInstance): boolean {
  return candidates.length === products.length && products.every(({ id }, i) => id === candidates[i]);
}

/** Of a scenario whose problem is not in the file nothing can be worked out: it keeps its weeks, and has no figures. */
function withoutFigures(plan: SavedPlan): SavedPlan {
  const { figures } = plan.reading;
  const blank = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === 'number' ? Number.NaN : value]),
  );
  const none = Number.NaN;
  return {
    ...plan,
    upperBound: null,
    reading: {
      launches: [],
      notSelected: [],
      figures: {
        ...(blank as unknown as PlanReport['figures']),
        launched: plan.weeks.filter((week) => week >= 0).length,
        article: { d: none, p: none, f: none },
        load: new Float64Array(figures.load.length).fill(none),
        scenarioProfits: new Float64Array(0),
        violations: [],
      },
    },
  };
}
