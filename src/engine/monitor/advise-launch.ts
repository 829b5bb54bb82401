import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { normalQuantile, z80, z95 } from '#engine/kernels/normal-distribution.ts';
import { meanOf, quantileOf, sumOf } from '#engine/kernels/statistics.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { plannedDiscount } from '#engine/monitor/expected-demand.ts';
import { priceRemaining, type RemainingSeason, type SeasonChange } from '#engine/monitor/price-remaining.ts';
import type { LaunchOutlook, StockPosition } from '#engine/monitor/reforecast-launch.ts';
import type { Advice, AdviceTurn, NoMarkdown } from '#engine/monitor/tracking.ts';
import { gainSpread } from '#engine/planning/offers/offer-gain.ts';
import { launchPriceOf, priceAt } from '#engine/planning/problem/launch-instance.ts';
import { usualMarkdownWeek } from '#engine/planning/rules/declared-rules.ts';

/** Cost of keeping a unit for a week as a share of its cost: about a fifth a year, the usual figure of textbooks. */
export const holdingShare = 0.004;
/** Weeks from order to arrival where neither this nor any other candidate names them. */
const usualLeadTime = 4;
/** Below this share of the launch's expected revenue a gain is not worth a line. */
const leastGainShare = 0.01;
/** An advice is given where it gains in at least half of the cases; a markdown, like every price in the plan, where the 80 % lower end of its gain is above zero. */
const leastProbability = 0.5;
const discounts = [0.1, 0.2, 0.3, 0.4, 0.5];
const lotsTried = 60;
/** Ordering later is still as good while nine tenths of the gain are left. */
const stillGood = 0.9;

export interface AdviceQuestion {
  readonly plan: CommittedPlan;
  readonly i: number;
  readonly outlook: LaunchOutlook;
  readonly stock: StockPosition;
  /** Week of its first sale. */
  readonly day: EpochDay;
}

export interface LaunchAdvice {
  readonly advice: readonly Advice[];
  readonly noMarkdown: NoMarkdown | null;
}

const noAdvice: LaunchAdvice = { advice: [], noMarkdown: null };

/** Lead time of candidate i: its own, else the median of the others', else {@link usualLeadTime}. */
export function leadTimeOf(plan: CommittedPlan, i: number): number {
  const own = plan.candidates[i].leadTimeWeeks;
  if (own !== null) return Math.max(1, Math.ceil(own));
  const known = plan.candidates
    .flatMap(({ leadTimeWeeks }) => (leadTimeWeeks === null ? [] : [leadTimeWeeks]))
    .sort((a, b) => a - b);
  return known.length > 0 ? Math.max(1, Math.ceil(known[known.length >> 1])) : usualLeadTime;
}

/** What can still be done about a launch that is on sale, best gain first, and why no markdown is among it. Empty where its stock is not known or nothing pays. */
export function adviseLaunch(question: AdviceQuestion): LaunchAdvice {
  const { plan, i, stock } = question;
  if (stock.onHand === null || !plan.hasCosts) return noAdvice;
  const season = seasonOf(question);
  if (season.ahead.length === 0) return noAdvice;
  const least = leastGainShare * plan.candidates[i].total.mean * launchPriceOf(plan.instance.products[i], 0);
  const markdown = adviseMarkdown(question, season);
  const found = [adviseReorder(question, season), markdown, adviseStop(question, season)];
  const advice = found
    .filter((each) => each !== null && typeof each === 'object')
    .filter(({ gain, gainProbability }) => gain.mean > least && gainProbability >= leastProbability)
    .sort((a, b) => b.gain.mean - a.gain.mean);
  return { advice, noMarkdown: typeof markdown === 'string' ? markdown : null };
}

/** Weeks since the launch at the first week that is to come. */
function ageAhead({ outlook, day }: AdviceQuestion): number {
  return Math.max(0, Math.round((outlook.reforecast.from - day) / 7));
}

function seasonOf(question: AdviceQuestion): RemainingSeason {
  const { plan, i, outlook, stock } = question;
  const product = plan.instance.products[i];
  const { ahead, levels, reforecast } = outlook;
  const dayOf = (k: number): EpochDay => reforecast.from + 7 * k;
  return {
    levels,
    ahead,
    price: ahead.map((_, k) => priceAt(product, ageAhead(question) + k) * (1 - plannedDiscount(plan, dayOf(k)))),
    unitCost: product.unitCost,
    salvage: product.salvage,
    holding: holdingShare * product.unitCost,
    onHand: stock.onHand ?? 0,
    arriving: ahead.map((_, k) =>
      stock.reorders.reduce(
        (sum, { pieces, arrives }) => sum + (arrives >= dayOf(k) && arrives < dayOf(k + 1) ? pieces : 0),
        0,
      ),
    ),
  };
}

function gainOf(season: RemainingSeason, change: SeasonChange): Float64Array {
  const without = priceRemaining(season, change.demand === undefined ? {} : { demand: change.demand });
  return priceRemaining(season, change).map((money, draw) => money - without[draw]);
}

function summariseGain(gain: Float64Array): Pick<Advice, 'gain' | 'gainProbability'> {
  const sorted = gain.slice().sort();
  return {
    gain: { mean: meanOf(gain), lo80: quantileOf(sorted, 0.1), hi80: quantileOf(sorted, 0.9) },
    gainProbability: gain.reduce((count, money) => count + (money > 0 ? 1 : 0), 0) / gain.length,
  };
}

/** Units of the best reorder that arrives in week k, and its expected gain; multiples of the minimum order up to what the best case could sell. */
function bestReorder(
  season: RemainingSeason,
  arrives: number,
  lot: number,
): { readonly pieces: number; readonly gain: number } {
  let best = { pieces: 0, gain: 0 };
  if (arrives >= season.ahead.length) return best;
  const most = quantileOf(season.levels, 0.975) * sumOf(season.ahead);
  const step = lot * Math.max(1, Math.ceil(most / lot / lotsTried));
  for (let pieces = lot; pieces <= most + lot; pieces += step) {
    const gain = meanOf(gainOf(season, { pieces, arrives }));
    if (gain > best.gain) best = { pieces, gain };
  }
  return best;
}

function adviseReorder({ plan, i, outlook }: AdviceQuestion, season: RemainingSeason): Advice | null {
  const lot = Math.max(1, plan.candidates[i].minimumOrder);
  const lead = leadTimeOf(plan, i);
  const best = bestReorder(season, lead, lot);
  if (best.pieces === 0) return null;
  let until = 0;
  while (
    lead + until + 1 < season.ahead.length &&
    bestReorder(season, lead + until + 1, lot).gain >= stillGood * best.gain
  )
    until++;
  const change = { pieces: best.pieces, arrives: lead };
  const { from } = outlook.reforecast;
  return {
    candidateId: plan.candidates[i].id,
    action: 'reorder',
    pieces: best.pieces,
    discount: null,
    dayBefore: null,
    dayAfter: null,
    until: from + 7 * until,
    arrives: from + 7 * lead,
    ...summariseGain(gainOf(season, change)),
    turns: [
      ...demandTurn(season, change, outlook, 'remaining-demand-below'),
      ...leadTimeTurn(season, best.pieces, lead),
      { what: 'unit-cost-above', value: season.unitCost + best.gain / best.pieces },
    ],
  };
}

/** Last lead time in weeks with which the reorder still gains. */
function leadTimeTurn(season: RemainingSeason, pieces: number, lead: number): AdviceTurn[] {
  for (let weeks = lead + 1; weeks < season.ahead.length; weeks++) {
    if (meanOf(gainOf(season, { pieces, arrives: weeks })) <= 0) return [{ what: 'lead-time-above', value: weeks - 1 }];
  }
  return [];
}

/** Remaining demand (units) at which the expected gain is gone, by bisection on a factor of 0.05 to 1, or 1 to 6. */
function demandTurn(
  season: RemainingSeason,
  change: SeasonChange,
  { reforecast }: LaunchOutlook,
  what: 'remaining-demand-below' | 'remaining-demand-above',
): AdviceTurn[] {
  const gains = (demand: number): boolean => meanOf(gainOf(season, { ...change, demand })) > 0;
  let good = 1;
  let bad = what === 'remaining-demand-below' ? 0.05 : 6;
  if (!gains(good) || gains(bad)) return [];
  for (let step = 0; step < 24; step++) {
    const middle = (good + bad) / 2;
    if (gains(middle)) good = middle;
    else bad = middle;
  }
  return [{ what, value: reforecast.remaining.mean * good }];
}

/** Elasticities that go with the draws: the interval's normal distribution, as wide as the planner takes it, in an order that has nothing to do with the level's. */
function drawElasticities(
  { value, lo95, hi95 }: { value: number; lo95: number; hi95: number },
  count: number,
): Float64Array {
  const error = ((gainSpread / z80) * (hi95 - lo95)) / (2 * z95);
  const stride = 73;
  return Float64Array.from(
    { length: count },
    (_, draw) => value + error * normalQuantile((((draw * stride) % count) + 0.5) / count),
  );
}

/**
 * Best of the markdowns from now on that the plan's rules allow, that stay within the prices seen, and whose gain is above zero at the lower end of its 80 %
 * range; else what stands against it. null: none gains.
 */
function adviseMarkdown(question: AdviceQuestion, season: RemainingSeason): Advice | NoMarkdown | null {
  const { plan, i, outlook } = question;
  const { elasticity, id } = plan.candidates[i];
  const product = plan.instance.products[i];
  if (elasticity === null) return 'no-response';
  const age = ageAhead(question);
  if (age < (plan.constraints.markdownWeek ?? usualMarkdownWeek)) return 'too-soon';
  // Where it was committed without the prices seen, none can be told to lie within them.
  const seenFrom = (product.response?.seenFrom ?? 1) * product.price;
  const lowest = Math.min(...season.ahead.map((_, k) => priceAt(product, age + k)));
  const seen = discounts.filter((discount) => lowest * (1 - discount) >= seenFrom - 1e-9);
  if (seen.length === 0) return 'not-seen';
  const elasticities = drawElasticities(elasticity, season.levels.length);
  const changeOf = (discount: number): SeasonChange => ({
    discount,
    response: elasticities.map((value) => (1 - discount) ** value),
  });
  const tried = seen.map((discount) => ({ discount, ...summariseGain(gainOf(season, changeOf(discount))) }));
  const gaining = tried.filter(({ gain }) => gain.mean > 0);
  const best = gaining.filter(({ gain }) => gain.lo80 > 0).sort((a, b) => b.gain.mean - a.gain.mean)[0];
  if (!best) return gaining.length > 0 ? 'not-sure' : null;
  const { discount, gain, gainProbability } = best;
  return {
    candidateId: id,
    action: 'mark-down',
    pieces: null,
    discount,
    dayBefore: null,
    dayAfter: null,
    until: null,
    arrives: null,
    ...{ gain, gainProbability },
    turns: [
      ...demandTurn(season, changeOf(discount), outlook, 'remaining-demand-above'),
      ...elasticityTurn(season, discount, elasticity.value),
    ],
  };
}

/** Elasticity (nearer to 0) at which the markdown gains nothing. */
function elasticityTurn(season: RemainingSeason, discount: number, value: number): AdviceTurn[] {
  const gains = (elasticity: number): boolean =>
    meanOf(
      gainOf(season, { discount, response: new Float64Array(season.levels.length).fill((1 - discount) ** elasticity) }),
    ) > 0;
  if (!gains(value) || gains(0)) return [];
  let good = value;
  let bad = 0;
  for (let step = 0; step < 24; step++) {
    const middle = (good + bad) / 2;
    if (gains(middle)) good = middle;
    else bad = middle;
  }
  return [{ what: 'elasticity-above', value: good }];
}

/** Everything that is there cleared now at its salvage value: pays where what is still sold does not earn what keeping costs. */
function adviseStop({ plan, i, outlook }: AdviceQuestion, season: RemainingSeason): Advice | null {
  const cleared =
    season.onHand * season.salvage + season.arriving.reduce((sum, pieces) => sum + pieces * season.salvage, 0);
  const gain = priceRemaining(season).map((money) => cleared - money);
  if (season.onHand <= 0 || meanOf(gain) <= 0) return null;
  const stays = (demand: number): boolean => meanOf(priceRemaining(season, { demand })) < cleared;
  let bad = 1;
  while (stays(bad) && bad < 64) bad *= 2;
  let good = bad / 2;
  for (let step = 0; step < 24 && bad < 64; step++) {
    const middle = (good + bad) / 2;
    if (stays(middle)) good = middle;
    else bad = middle;
  }
  return {
    candidateId: plan.candidates[i].id,
    action: 'stop',
    pieces: season.onHand,
    discount: null,
    dayBefore: null,
    dayAfter: null,
    until: null,
    arrives: null,
    ...summariseGain(gain),
    turns: bad < 64 ? [{ what: 'remaining-demand-above', value: outlook.reforecast.remaining.mean * good }] : [],
  };
}
