import { type EpochDay, isoWeek } from '#engine/calendar/epoch-day.ts';
import { type CandidateRival, candidateRivals } from '#engine/cannibalisation/candidate-rivals.ts';
import { learnCrossEffects } from '#engine/cannibalisation/cannibalisation-history.ts';
import { cannibalisationOf } from '#engine/cannibalisation/cannibalisation-prior.ts';
import { categoryTrend } from '#engine/demand-effects/category-trend.ts';
import { type DemandResponse, learnDemandResponse } from '#engine/demand-effects/demand-response.ts';
import { assumeCosts } from '#engine/inventory/buying-terms.ts';
import { chooseOrders, type OrderQuestion, readOrders } from '#engine/inventory/choose-orders.ts';
import type { Issue } from '#engine/issue.ts';
import { z95 } from '#engine/kernels/normal-distribution.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { scaleForecast } from '#engine/launch/forecast/scale-forecast.ts';
import { findLaunches } from '#engine/launch/history/find-launches.ts';
import { factsOfCandidate, planPriceOf } from '#engine/launch/history/panel-histories.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { buildOffers } from '#engine/planning/offers/build-offers.ts';
import { shopPrices } from '#engine/planning/offers/price-points.ts';
import { describeLimits } from '#engine/planning/rules/category/category-rule.ts';
import { usualMarkdownWeek, usualMoneyRate } from '#engine/planning/rules/declared-rules.ts';
import { describeConstraints } from '#engine/planning/rules/describe-rules.ts';
import { elasticityOf } from '#engine/pricing/price-answer.ts';
import type { PriceResponse } from '#engine/pricing/price-response.ts';
import { createRandom } from '#engine/random.ts';
import { type CandidateRisk, candidateRisks } from './candidate-risk.ts';
import { drawElasticities, drawScenarios, measureSharedSpread } from './demand-scenarios.ts';
import { describeEvents, promotionsAmong, takingPart } from './event-slots.ts';
import { type LaunchInstance, type LaunchProduct, type LaunchWeeks, sellingShareAt } from './launch-instance.ts';
import type { BuildInstanceInput, CategorySeason, EventEffect, PlannedProduct } from './plan-request.ts';
import { launchWindow, planningStart, weekOf } from './planning-weeks.ts';

export interface BuiltInstance {
  readonly instance: LaunchInstance;
  /** Monday (or the panel's week start) of launch week 0. */
  readonly startDay: EpochDay;
  /** The plan that the manager already has, when a candidate names a planned launch; else null. */
  readonly baseline: LaunchWeeks | null;
  /** False: no candidate has a cost, the plan is for revenue. */
  readonly hasCosts: boolean;
  /** In the order of the instance's products. */
  readonly products: readonly PlannedProduct[];
  /** What each of them risks alone, by launch week. */
  readonly risks: readonly CandidateRisk[];
  /** Cannibalisation and halo between candidates and with what is on sale. */
  readonly rivals: readonly CandidateRival[];
  readonly seasons: readonly CategorySeason[];
  readonly events: readonly EventEffect[];
  /** `candidate-without-price` (and -forecast, -week), `costs-missing`, `planned-launch-outside`, `salvage-assumed`, ... */
  readonly issues: readonly Issue[];
}

/** Ages of a launch curve in weeks, and the weeks by which a scenario's season may be shifted either way. */
const curveWeeks = 16;
const seasonOffset = 4;

/**
 * The planning problem `launch-plan/1`, or `/2` where a product may be offered in more than one way, from forecasts, history, calendar and constraints; docs/methods/launch-instance.md has every
 * formula. Candidates that cannot be planned (no forecast, no price, no open week) are left out with an issue. The same input gives
 * the same instance.
 */
export function buildInstance(input: BuildInstanceInput, known?: DemandResponse): BuiltInstance {
  const { panel, calendar, constraints, weeks } = input;
  const start = planningStart(panel, input.start);
  const response = known ?? learnDemandResponse(panel, calendar);
  const issues: Issue[] = [];
  const planned = choosePlannable(input, start, issues);
  reportUnmatched(planned, issues);
  const terms = assumeCosts(
    planned.map(({ candidate }) => candidate),
    issues,
  );
  const candidates = planned.map(({ candidate }) => candidate);
  const categoryNames = [...new Set(candidates.map(({ category }) => category))];
  const market = lookAhead(input, response, start, categoryNames);
  const { promo, seasonOf } = market;
  const curves = new Map<string, readonly number[]>();
  const cross = learnCrossEffects(panel, findLaunches(panel));
  const responses = candidates.map(({ category }) => input.priceResponse?.find((known) => known.category === category));
  const built = planned.map((entry, i) =>
    buildProduct(entry, responses[i], terms[i], categoryNames.indexOf(entry.candidate.category), market, curves),
  );
  const unordered = built.map(({ product }) => product);
  const random = createRandom(input.seed);
  const drawn = drawScenarios(
    planned.map(({ forecast }) => forecast),
    unordered.map(({ category }) => category),
    categoryNames,
    measureSharedSpread(input.outlooks),
    input.scenarios,
    random,
  );
  const hasResponse = unordered.some(({ response }) => response !== undefined);
  const elasticity = drawElasticities(
    responses.map((response, i) => toDrawn(response, unordered[i].category)),
    input.scenarios,
    random,
  );
  const scenarios = hasResponse ? { ...drawn, elasticity } : drawn;
  const events = describeEvents(
    constraints,
    promo.map(({ name }) => name),
    start,
  );
  const draft: LaunchInstance = {
    format: 'launch-plan/1',
    id: `debut-${weeks}w-${unordered.length}c-s${input.seed}`,
    currency: input.currency,
    weeks,
    horizon: promo.length,
    weeklyDiscountRate: round((1 + (constraints.moneyRate ?? usualMoneyRate)) ** (1 / 52) - 1, 6),
    startIsoWeek: isoWeek(start).week,
    curves: Object.fromEntries(curves),
    promo: {
      uplift: promo.map(({ uplift }) => round(uplift, 4)),
      discount: promo.map(({ discount }) => round(discount, 4)),
      name: promo.map(({ name }) => name),
      ...takingPart(panel, calendar, promo, start),
    },
    ...(events.length > 0 ? { events } : {}),
    seasonOffset,
    categories: categoryNames.map((name, c) => ({
      id: name === '' ? 'all' : name,
      name,
      season: Array.from({ length: promo.length + 2 * seasonOffset }, (_, k) => seasonOf(name, k - seasonOffset)),
      ...describeLimits(name, unordered.filter(({ category }) => category === c).length, { constraints, start, weeks }),
    })),
    products: unordered,
    cannibalisation: { decay: [], pairs: [] },
    constraints: describeConstraints({ constraints, products: unordered, start, weeks, candidates }),
    risk: { alpha: input.alpha },
    scenarios,
  };
  const shop = shopPrices(panel, candidates);
  const promotions = promotionsAmong(events, calendar);
  const isMoneyShort = constraints.budget !== null || constraints.budgetPeriods.length > 0;
  const choices = built.map(({ question }, i) => {
    const priceByAge = question.curve.map(() => question.candidate.price);
    const own = chooseOrders(draft, i, question, { priceByAge, takesPart: 'all', ages: null, hurdle: 0 });
    const offers = buildOffers(
      draft,
      i,
      {
        ...question,
        response: responses[i],
        shop,
        promotions,
        isMoneyShort,
        markdownAge: constraints.markdownWeek ?? usualMarkdownWeek,
        floorMargin: constraints.floorMargin ?? null,
      },
      own,
    );
    const isPlain = offers.length === 1 && question.candidate.price === unordered[i].price;
    return { ...readOrders(draft, i, question, own), offers: isPlain ? {} : { options: offers } };
  });
  const products = unordered.map(
    (product, i): LaunchProduct => ({ ...product, ...choices[i].orders, ...choices[i].offers }),
  );
  const instance: LaunchInstance = {
    ...draft,
    format: products.some(({ options }) => options) || draft.weeklyDiscountRate ? 'launch-plan/2' : 'launch-plan/1',
    products,
    cannibalisation: cannibalisationOf(
      candidates.map(factsOfCandidate),
      products.map(({ price, unitCost }, i) => choices[i].expected * (price - unitCost)),
      cross,
    ),
    constraints: describeConstraints({ constraints, products, start, weeks, candidates }),
  };
  return {
    instance,
    startDay: start,
    baseline: readBaseline(planned, start, weeks, issues),
    hasCosts: terms.some(({ costSource }) => costSource !== 'unknown'),
    products: choices.map(({ reading }) => reading),
    risks: candidateRisks(instance),
    rivals: candidateRivals(panel, candidates, cross),
    seasons: response.seasons,
    events: response.events,
    issues,
  };
}

/** What lies ahead from launch week 0 on, by week: season and trend of a category, promotions, and how strongly it answers them. */
interface MarketAhead {
  readonly promo: readonly ReturnType<DemandResponse['promotionAt']>[];
  readonly seasonOf: (category: string, w: number) => number;
  readonly sensitivityOf: (category: string) => number;
}

function lookAhead(
  input: BuildInstanceInput,
  response: DemandResponse,
  start: EpochDay,
  categories: readonly string[],
): MarketAhead {
  const trends = new Map(categories.map((name) => [name, categoryTrend(input, name, response, start)] as const));
  return {
    promo: Array.from({ length: input.weeks + curveWeeks }, (_, w) => response.promotionAt(start + 7 * w)),
    seasonOf: (category, w) =>
      round(Math.max(0.02, response.seasonAt(category, start + 7 * w) * (trends.get(category)?.(w) ?? 1)), 4),
    sensitivityOf: (category) => response.sensitivity[category] ?? 1,
  };
}

/** A category's response as its products without history have it; null: none is known. */
function toDrawn(response: PriceResponse | undefined, category: number) {
  const elasticity = elasticityOf(response);
  if (!response || !elasticity) return null;
  const error = (elasticity.hi95 - elasticity.lo95) / (2 * z95);
  return { category, value: elasticity.value, error, sharedError: response.regular?.error ?? 0 };
}

/** A product of the problem with its curve (put into `curves`), but for its orders, and what these are chosen by. */
function buildProduct(
  entry: Planned,
  response: PriceResponse | undefined,
  terms: ReturnType<typeof assumeCosts>[number],
  category: number,
  { promo, seasonOf, sensitivityOf }: MarketAhead,
  curves: Map<string, readonly number[]>,
): { readonly product: LaunchProduct; readonly question: OrderQuestion } {
  const { candidate, forecast, earliest, latest, sellsUntil } = entry;
  const { unitCost, salvage } = terms;
  const curve = stretchShape(forecast.shape, curveWeeks);
  const peak = Math.max(...curve);
  const sensitivity = sensitivityOf(candidate.category);
  const elasticity = elasticityOf(response);
  const product: LaunchProduct = {
    id: candidate.id,
    category,
    price: planPriceOf(candidate),
    ...(response && elasticity
      ? {
          response: {
            elasticity: elasticity.value,
            error: (elasticity.hi95 - elasticity.lo95) / (2 * z95),
            seenFrom: Math.min(1, response.evidence.seenFrom),
          },
        }
      : {}),
    unitCost,
    salvage,
    fixedCost: candidate.fixedCost ?? 0,
    stock: 0,
    peakDemand: round(forecast.neutralTotal * peak, 2),
    curve: nameCurve(
      curves,
      candidate,
      curve.map((share) => round(share / peak, 4)),
    ),
    promoSensitivity: round(sensitivity, 3),
    effort: candidate.effort,
    earliest,
    latest,
    ...(sellsUntil === undefined ? {} : { sellsUntil }),
    must: candidate.mustLaunch,
  };
  const question: OrderQuestion = {
    ...entry,
    terms,
    curve,
    factor: (w) => seasonOf(candidate.category, w) * (1 + sensitivity * promo[w].uplift) * sellingShareAt(product, w),
    discount: (w) => promo[w].discount,
  };
  return { product, question };
}

interface Planned {
  readonly candidate: Candidate;
  readonly forecast: CandidateForecast;
  readonly earliest: number;
  readonly latest: number;
  readonly sellsUntil?: number;
}

function choosePlannable(input: BuildInstanceInput, start: EpochDay, issues: Issue[]): Planned[] {
  const byId = new Map(input.forecasts.map((forecast) => [forecast.id, forecast] as const));
  return input.candidates.flatMap((candidate): Planned[] => {
    const forecast = byId.get(candidate.id);
    const window = launchWindow(candidate, start, input.weeks);
    const reason = forecast === undefined ? 'candidate-without-forecast' : reasonAgainst(candidate, window, start);
    if (reason === null && forecast) return [{ candidate, forecast: atPlanPrice(forecast), ...window }];
    if (reason === null) return [];
    const severity = candidate.mustLaunch ? 'error' : 'warning';
    issues.push({ code: reason, severity, row: candidate.row, params: { candidate: candidate.name } });
    return [];
  });
}

/** A forecast's level at the plan price, whatever the price that it was made for. */
function atPlanPrice(forecast: CandidateForecast): CandidateForecast {
  const factor = forecast.contributions?.find(({ source }) => source === 'own-price')?.value ?? 1;
  return factor === 1 ? forecast : scaleForecast(forecast, 1 / factor);
}

/** Why a candidate with a forecast cannot be planned; null: it can. */
function reasonAgainst(
  { price, lastDay, earliest = Number.NEGATIVE_INFINITY }: Candidate,
  window: { readonly earliest: number; readonly latest: number },
  start: EpochDay,
): string | null {
  if (!(price > 0)) return 'candidate-without-price';
  if (window.earliest <= window.latest) return null;
  return lastDay !== undefined && lastDay < Math.max(start, earliest)
    ? 'candidate-season-over'
    : 'candidate-without-week';
}

/** "A-3" where A is a candidate: weeks that are negative. */
const negativeWeeks = /^(.*?)\s*[-−–－]\s*\d+\s*(?:w|weeks?|周)?$/i;

/**
 * A rule of order about a candidate that is not planned binds nothing: it is said, not dropped in silence. What looks like
 * another's name with weeks taken off it is said to be that.
 */
function reportUnmatched(planned: readonly Planned[], issues: Issue[]): void {
  const ids = new Set(planned.map(({ candidate }) => candidate.id));
  for (const { candidate } of planned)
    for (const { candidate: first } of candidate.after ?? [])
      if (!ids.has(first)) {
        const isNegative = ids.has(negativeWeeks.exec(first)?.[1] ?? '');
        issues.push({
          code: isNegative ? 'candidate-after-negative' : 'candidate-after-unknown',
          severity: 'warning',
          row: candidate.row,
          params: { candidate: candidate.name, other: first },
        });
      }
}

/** Continues a curve to `weeks` with the decline of its last six weeks (mean of the last three over the three before, 0.7 to 1). */
function stretchShape(shape: Float64Array, weeks: number): number[] {
  const n = shape.length;
  const curve = Array.from(shape.subarray(0, weeks));
  const sum = (from: number, to: number): number => shape.slice(Math.max(0, from), to).reduce((a, b) => a + b, 0);
  const before = sum(n - 6, n - 3);
  const decline = n >= 6 && before > 0 ? Math.min(1, Math.max(0.7, sum(n - 3, n) / before)) ** (1 / 3) : 0.95;
  const last = n >= 3 ? sum(n - 3, n) / 3 : shape[n - 1];
  while (curve.length < weeks) curve.push(last * decline ** (curve.length - n + 1));
  return curve;
}

/** Keeps a curve under its category's name, or under the candidate's where it has one of its own; returns the name. */
function nameCurve(curves: Map<string, readonly number[]>, candidate: Candidate, curve: readonly number[]): string {
  const shared = `category ${candidate.category}`;
  const known = curves.get(shared);
  const name = !known || known.every((value, age) => value === curve[age]) ? shared : `candidate ${candidate.id}`;
  curves.set(name, curve);
  return name;
}

/** The manager's own weeks; null when no candidate has one. */
function readBaseline(
  planned: readonly Planned[],
  start: EpochDay,
  weeks: number,
  issues: Issue[],
): LaunchWeeks | null {
  if (!planned.some(({ candidate }) => candidate.plannedLaunch !== undefined)) return null;
  return planned.map(({ candidate }) => {
    if (candidate.plannedLaunch === undefined) return -1;
    const week = weekOf(candidate.plannedLaunch, start);
    if (week >= 0 && week < weeks) return week;
    issues.push({
      code: 'planned-launch-outside',
      severity: 'warning',
      row: candidate.row,
      params: { candidate: candidate.name },
    });
    return -1;
  });
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
