import {
  chooseOrders,
  type OrderQuestion,
  type OrderTrial,
  orderTerms,
  type PathOrders,
} from '#engine/inventory/choose-orders.ts';
import { z95 } from '#engine/kernels/normal-distribution.ts';
import { type Participation, participations } from '#engine/planning/offers/participation.ts';
import type { LaunchInstance, LaunchOption } from '#engine/planning/problem/launch-instance.ts';
import { elasticityOf } from '#engine/pricing/price-answer.ts';
import type { PriceResponse } from '#engine/pricing/price-response.ts';
import { gainWeeks, responseEnds } from './offer-gain.ts';
import { pricePoints } from './price-points.ts';

/** What a product's offers are made of, beside its orders at the manager's price. */
export interface OfferQuestion extends OrderQuestion {
  readonly response: PriceResponse | undefined;
  /** Prices that the shop asks. */
  readonly shop: readonly number[];
  /** Events by index that a product may stay out of: promotions, not holidays. */
  readonly promotions: readonly number[];
  /** Money for stock is limited. */
  readonly isMoneyShort: boolean;
  /** First age at which a price may be marked down. */
  readonly markdownAge: number;
  /** Share of a price other than the manager's that must be left over the cost; null: nothing is said. */
  readonly floorMargin: number | null;
}

/** Depth of the one markdown that is tried, and from how many weeks since the launch at most: all that are allowed where they are no more. */
const markdownDepth = 0.8;
const mostMarkdownWeeks = 8;
/** Scenarios in which the orders at other prices are chosen; what they are worth is counted in all of them. */
const scenariosToOrder = 50;
/** What a unit of money in a lean initial order has to earn besides. */
const leanHurdle = 0.5;

/**
 * The offers that a plan may take for a product, the manager's own first: launch prices at the shop's price points with at most one
 * markdown, each with the orders that earn the most at it (the manager's with leaner ones too where money for stock is short), and for
 * each promotion that is a decision, taking part and not (orders are those of taking part). A price other than the
 * manager's is offered in the launch weeks alone in which the lower end of the 80 % range of its gain lies above 0; where the response
 * is refused there is none. One offer: the product needs no options.
 */
export function buildOffers(
  market: LaunchInstance,
  i: number,
  question: OfferQuestion,
  orders: PathOrders,
): readonly LaunchOption[] {
  // Lots and reorders count in a gain as they do in the plan.
  const product = { ...market.products[i], ...orderTerms(question) };
  const draft = { ...market, products: market.products.with(i, product) };
  const { candidate, curve } = question;
  const flat = (price: number): number[] => curve.map(() => price);
  const managers: LaunchOption = toOption(flat(candidate.price), 'all', orders);
  const own = [managers];
  if (question.isMoneyShort) {
    const lean = chooseOrders(draft, i, question, trialOf(managers, leanHurdle));
    own.push(...distinct(managers, toOption(managers.priceByAge, 'all', lean)));
  }
  const waysOf = (option: LaunchOption, isAsked?: (t: number) => boolean) =>
    participations(draft, i, option, question.promotions, isAsked);
  // The manager's own offer stays whatever is better: it is what others are measured by.
  const others = waysOf(managers).filter(({ takesPart }) => takesPart !== 'all');
  const offers = [managers, ...others.map((way) => openIn(managers, way))];
  for (const option of own.slice(1)) offers.push(...waysOf(option).map((way) => openIn(option, way)));
  const elasticity = elasticityOf(question.response);
  // A price that is chosen for its revenue alone is no advice.
  if (!elasticity || candidate.keepPrice || question.terms.costSource === 'unknown') return offers;
  const ends = responseEnds(elasticity.value, (elasticity.hi95 - elasticity.lo95) / (2 * z95));
  const gains = gainWeeks(draft, i, managers, ends);
  for (const priceByAge of pricePaths(question)) {
    const found = chooseOrders(thinned(draft), i, question, { ...trialOf(managers, 0), priceByAge });
    const priced = toOption(priceByAge, 'all', found);
    for (const { takesPart, open } of waysOf(priced, gains(priced))) {
      const isGain = gains({ ...priced, takesPart });
      const advised = open.map((isOpen, t) => (isOpen === 1 && isGain(t) ? 1 : 0));
      if (advised.includes(1)) offers.push(openIn(priced, { takesPart, open: advised }));
    }
  }
  return offers;
}

/** An offer with its promotions, in the weeks in which it is one. */
function openIn(option: LaunchOption, { takesPart, open }: Participation): LaunchOption {
  return { ...option, takesPart, ...(open.includes(0) ? { closed: Array.from(open, (isOpen) => 1 - isOpen) } : {}) };
}

function trialOf({ priceByAge, takesPart }: LaunchOption, hurdle: number): OrderTrial {
  return { priceByAge, takesPart, ages: null, hurdle };
}

function toOption(
  priceByAge: readonly number[],
  takesPart: LaunchOption['takesPart'],
  orders: PathOrders,
): LaunchOption {
  return { priceByAge, takesPart, fee: 0, firstBuy: orders.stocks, reordersByWeek: orders.reorders };
}

/** The other option where its orders differ. */
function distinct(known: LaunchOption, other: LaunchOption): LaunchOption[] {
  return JSON.stringify(known) === JSON.stringify(other) ? [] : [other];
}

/** Launch prices beside the manager's, and each of them and the manager's marked down once. */
function pricePaths(question: OfferQuestion): number[][] {
  const { candidate, curve, response, shop, terms, markdownAge, floorMargin } = question;
  if (!response) return [];
  const { evidence } = response;
  const { price, planPrice = price } = candidate;
  const margined = terms.unitCost / (1 - Math.min(0.99, floorMargin ?? 0));
  const floor = Math.max(margined, terms.salvage);
  const points = pricePoints(candidate, evidence, shop, floor);
  const marked = [price, ...points].flatMap((from) => {
    const to = Math.round(markdownDepth * from * 100) / 100;
    if (to <= terms.salvage || to / planPrice < evidence.seenFrom) return [];
    if (floorMargin !== null && to < margined) return [];
    const step = Math.ceil((curve.length - markdownAge) / mostMarkdownWeeks);
    return Array.from({ length: mostMarkdownWeeks }, (_, k) => markdownAge + k * step)
      .filter((age) => age < curve.length)
      .map((age) => curve.map((_, a) => (a < age ? from : to)));
  });
  return [...points.map((point) => curve.map(() => point)), ...marked];
}

/** The problem with every so many-th scenario. */
function thinned(draft: LaunchInstance): LaunchInstance {
  const { scenarios } = draft;
  const step = Math.max(1, Math.floor(scenarios.count / scenariosToOrder));
  if (step === 1) return draft;
  const every = <T>(rows: readonly T[]): T[] => rows.filter((_, s) => s % step === 0);
  return {
    ...draft,
    scenarios: {
      count: every(scenarios.market).length,
      market: every(scenarios.market),
      promoScale: every(scenarios.promoScale),
      seasonShift: every(scenarios.seasonShift),
      demand: every(scenarios.demand),
      ...(scenarios.elasticity ? { elasticity: every(scenarios.elasticity) } : {}),
    },
  };
}
