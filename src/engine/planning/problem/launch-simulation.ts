import {
  eventsOf,
  type LaunchEvent,
  type LaunchInstance,
  optionCount,
  reordersAt,
  seenRatio,
  sellingShareAt,
  stockAt,
  upliftAt,
} from './launch-instance.ts';
import { portablePower } from './portable-exp.ts';

/** Sales of one launch in one scenario. */
export interface LaunchOutcome {
  readonly profit: number;
  readonly units: number;
  readonly revenue: number;
  readonly left: number;
}

/**
 * The launches of one product, simulated in all scenarios at once. Demand by age
 * `peak x curve x season x (1 + sensitivity x uplift x promoScale) x demandFactor x (price / plan price)^elasticity x share of the
 * week that it sells in`, served oldest
 * week first out of the initial order and of reorders, each sized at its review by what was sold until then; the rest is sold at
 * salvage value. Money is worth less the later it comes. Source: reference formulation `launch-plan/2`, section 1.
 */
export class LaunchSimulation {
  readonly product: number;
  /** Of the last run, by scenario. `revenue` at the prices of its weeks, as of then. */
  readonly profit: Float64Array;
  readonly left: Float64Array;
  readonly units: Float64Array;
  readonly revenue: Float64Array;
  /** Mean units of its reorders, and mean sales by age. */
  readonly ordered = new Float64Array(2);
  readonly weekly: Float64Array;
  private readonly instance: LaunchInstance;
  /** (price / plan price)^elasticity by price, S each. */
  private readonly factors = new Map<number, Float64Array>();
  /** Worth of money by week, in that of week 0. */
  private readonly worth: Float64Array;
  /** S x A, and its mean over the scenarios: demand at a price path and in events, as last asked for. */
  private readonly demand: Float64Array;
  private readonly expected: Float64Array;
  private demandKey = '';
  private readonly part: Uint8Array;
  private readonly uplift: Float64Array;
  private readonly prices: Float64Array;
  /** What a unit sold brings by age, and the ages at which something is reviewed or arrives. */
  private readonly earned: Float64Array;
  private readonly turns: Uint8Array;
  /** Peak x curve x season of a launch week, S x A, and the share of each accounting week in which the product sells. */
  private readonly level: Float64Array;
  private levelWeek = -1;
  private readonly selling: Float64Array;
  private readonly quantity = new Float64Array(2);

  constructor(instance: LaunchInstance, product: number) {
    const { count } = instance.scenarios;
    const ages = instance.curves[instance.products[product].curve].length;
    this.instance = instance;
    this.product = product;
    this.profit = new Float64Array(count);
    this.left = new Float64Array(count);
    this.units = new Float64Array(count);
    this.revenue = new Float64Array(count);
    this.weekly = new Float64Array(ages);
    this.demand = new Float64Array(count * ages);
    this.expected = new Float64Array(ages);
    this.part = new Uint8Array(ages);
    this.uplift = new Float64Array(ages);
    this.prices = new Float64Array(ages);
    this.earned = new Float64Array(ages);
    this.turns = new Uint8Array(ages);
    this.level = new Float64Array(count * ages);
    this.selling = Float64Array.from({ length: instance.horizon }, (_, w) =>
      sellingShareAt(instance.products[product], w),
    );
    this.worth = new Float64Array(instance.horizon + ages + 1).fill(1);
    const growth = 1 + (instance.weeklyDiscountRate ?? 0);
    for (let w = 1; w < this.worth.length; w++) this.worth[w] = this.worth[w - 1] / growth;
  }

  /** Runs every launch of the product, without revenue and weekly sales; those of one demand follow each other. */
  visitColumns(visit: (place: number) => void): void {
    const { weeks, products } = this.instance;
    const { options } = products[this.product];
    const order = Array.from({ length: optionCount(products[this.product]) }, (_, k) => k);
    const keys = options?.map(({ priceByAge, takesPart }) => `${takesPart}|${priceByAge}`) ?? [];
    order.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
    for (let t = 0; t < weeks; t++)
      for (const k of order) {
        this.run(t, k, keys[k], false);
        visit(k * weeks + t);
      }
  }

  /** Expected demand of the last run by age until `age`, the rest of the curve without it: units, whether in stock or not. */
  expectedUnits(age = this.expected.length): number {
    return sumOf(this.expected, 0, age);
  }

  /** One launch in one scenario; for several of them {@link run} is cheaper. */
  outcome(s: number): LaunchOutcome {
    return { profit: this.profit[s], units: this.units[s], revenue: this.revenue[s], left: this.left[s] };
  }

  /** Launches the product in week t with option k; what it sells by scenario and week only where asked for. O(S x ages). */
  run(t: number, k: number, key = `${k}`, isDetailed = true): void {
    const { instance, worth, weekly } = this;
    const { discount } = instance.promo;
    const product = instance.products[this.product];
    const { unitCost, salvage } = product;
    const curve = instance.curves[product.curve];
    const ages = Math.min(curve.length, instance.horizon - t);
    const option = product.options?.[k];
    const reorders = reordersAt(product, t, k);
    const joined = eventsOf(instance, this.product, t, k);
    this.meetDemand(t, k, ages, joined, key);
    const { demand, expected, part, prices, earned, turns, quantity, ordered } = this;
    const { count } = instance.scenarios;
    const firstBuy = stockAt(product, t, k);
    let fees = (option?.fee ?? 0) * worth[t];
    for (const e of joined) {
      const { fee = 0, from = t } = instance.events?.[e] ?? {};
      fees += fee * worth[Math.max(t, from)];
    }
    for (let a = 0; a < ages; a++) {
      prices[a] = (option?.priceByAge[a] ?? product.price) * (1 - part[a] * discount[t + a]);
      earned[a] = prices[a] * worth[t + a] - unitCost - this.lostElsewhere(a, t + a, joined);
    }
    weekly.fill(0);
    ordered.fill(0);
    turns.fill(0);
    for (const { reviewAge, arrivalAge } of reorders)
      if (arrivalAge < ages) {
        turns[reviewAge] = 1;
        turns[arrivalAge] = 1;
      }
    const isReordered = reorders.length > 0;
    const kappa = product.kappa ?? 1;
    const lot = product.lot ?? 1;
    const before = reorders.map(({ reviewAge, arrivalAge }) => sumOf(expected, reviewAge, arrivalAge));
    const after = reorders.map(({ arrivalAge }) => sumOf(expected, arrivalAge, ages));
    for (let s = 0; s < count; s++) {
      const row = s * curve.length;
      let left = firstBuy;
      let bought = firstBuy;
      let profit = -product.fixedCost * worth[t];
      let later = unitCost * firstBuy * (1 - worth[t]);
      let revenue = 0;
      let seen = 0;
      let foreseen = 0;
      quantity.fill(0);
      for (let a = 0; a < ages; a++) {
        if (turns[a] === 1) {
          for (let n = 0; n < reorders.length; n++)
            if (reorders[n].arrivalAge === a && reorders[n].reviewAge < a) left += quantity[n];
          for (let n = 0; n < reorders.length; n++) {
            const { reviewAge, arrivalAge, targetRatio } = reorders[n];
            if (reviewAge !== a || arrivalAge >= ages) continue;
            const ratio = (kappa + seen) / (kappa + foreseen);
            let onOrder = 0;
            for (let m = 0; m < n; m++) if (reorders[m].arrivalAge > a) onOrder += quantity[m];
            const onArrival = Math.max(0, left + onOrder - ratio * before[n]);
            const lots = Math.ceil((targetRatio * ratio * after[n] - onArrival) / lot - 1e-9);
            const q = lots > 0 ? lot * lots : 0;
            quantity[n] = q;
            bought += q;
            ordered[n] += q / count;
            later += unitCost * q * (1 - worth[t + a]);
            if (arrivalAge === a) left += q;
          }
        } else if (left <= 0) {
          if (!isReordered) break;
          continue;
        }
        const sold = Math.min(left, demand[row + a]);
        profit += sold * earned[a];
        left -= sold;
        if (isDetailed) {
          revenue += sold * prices[a];
          weekly[a] += sold / count;
        }
        if (left > 0) {
          seen += sold;
          foreseen += expected[a];
        }
      }
      const ended = salvage * left * (1 - worth[t + ages]);
      this.profit[s] = profit - left * (unitCost - salvage) + later - ended - fees;
      this.left[s] = left;
      this.units[s] = bought - left;
      this.revenue[s] = revenue;
    }
  }

  /** Fills demand, its mean and in which ages the launch takes part in what is on; nothing to do where it is as before. */
  private meetDemand(t: number, k: number, ages: number, joined: readonly number[], option: string): void {
    const key = `${t}|${joined}|${option}`;
    if (key === this.demandKey) return;
    this.demandKey = key;
    const { instance, demand, expected, part, level } = this;
    const product = instance.products[this.product];
    const { priceByAge } = product.options?.[k] ?? {};
    const ofCurve = instance.curves[product.curve].length;
    const { count, promoScale } = instance.scenarios;
    this.meetLevel(t, ages);
    part.fill(1);
    instance.events?.forEach(({ from, to }, e) => {
      if (!joined.includes(e)) part.fill(0, Math.max(0, from - t), Math.max(0, to + 1 - t));
    });
    for (let a = 0; a < ages; a++) this.uplift[a] = upliftAt(instance, t + a, part[a] === 1);
    demand.fill(0);
    expected.fill(0);
    for (let s = 0; s < count; s++) {
      const scale = promoScale[s];
      const own = instance.scenarios.demand[s][this.product];
      const row = s * ofCurve;
      let price = Number.NaN;
      let factor = 1;
      for (let a = 0; a < ages; a++) {
        if (priceByAge && priceByAge[a] !== price) {
          price = priceByAge[a];
          factor = this.factorOf(price)[s];
        }
        const promotion = 1 + product.promoSensitivity * this.uplift[a] * scale;
        const units = level[row + a] * promotion * own * factor * this.selling[t + a];
        demand[row + a] = units;
        expected[a] += units;
      }
    }
    for (let a = 0; a < ages; a++) expected[a] /= count;
  }

  /**
   * What a unit sold in week w costs other products and weeks, as far as taking part brought it: their margin is taken for the product's own at its
   * full price.
   */
  private lostElsewhere(age: number, w: number, joined: readonly number[]): number {
    const { instance } = this;
    const lost = instance.promo.lost?.[w] ?? 0;
    if (lost === 0 || !joined.some((e) => isOn(instance.events?.[e], w))) return 0;
    const { promoSensitivity, price, unitCost } = instance.products[this.product];
    const gained =
      1 - (1 + promoSensitivity * upliftAt(instance, w, false)) / (1 + promoSensitivity * this.uplift[age]);
    return lost * Math.max(0, gained) * Math.max(0, price * this.worth[w] - unitCost);
  }

  /** Fills what a launch in week t meets of curve and season. */
  private meetLevel(t: number, ages: number): void {
    if (this.levelWeek === t) return;
    this.levelWeek = t;
    const { instance, level } = this;
    const { peakDemand, category, curve } = instance.products[this.product];
    const shares = instance.curves[curve];
    const { season } = instance.categories[category];
    for (let s = 0; s < instance.scenarios.count; s++) {
      const start = t + instance.seasonOffset + instance.scenarios.seasonShift[s][category];
      for (let a = 0; a < ages; a++) level[s * shares.length + a] = peakDemand * shares[a] * season[start + a];
    }
  }

  private factorOf(price: number): Float64Array {
    let known = this.factors.get(price);
    if (!known) {
      const { elasticity, demand, count } = this.instance.scenarios;
      const i = this.product;
      const { price: planPrice, response } = this.instance.products[i];
      const ratio = response ? seenRatio(response, price / planPrice) : price / planPrice;
      const factors = Float64Array.from({ length: count }, (_, s) => portablePower(ratio, elasticity?.[s][i] ?? 0));
      known = response ? aroundResponse(factors, demand, i, portablePower(ratio, response.elasticity)) : factors;
      this.factors.set(price, known);
    }
    return known;
  }
}

function isOn(event: LaunchEvent | undefined, w: number): boolean {
  return event !== undefined && w >= event.from && w <= event.to;
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  // An order that comes after the last age is beyond what is simulated.
  for (let a = from; a < Math.min(to, values.length); a++) sum += values[a];
  return sum;
}

/**
 * Factors whose mean over the scenarios, each as heavy as its demand, is that of the response: elasticities that scatter would
 * otherwise bring more demand at any other price the less is known of them (Jensen).
 */
function aroundResponse(
  factors: Float64Array,
  demand: LaunchInstance['scenarios']['demand'],
  i: number,
  wanted: number,
): Float64Array {
  let met = 0;
  let all = 0;
  for (let s = 0; s < factors.length; s++) {
    met += demand[s][i] * factors[s];
    all += demand[s][i];
  }
  return factors.map((factor) => (met > 0 ? (factor * wanted * all) / met : factor));
}
