import { relativeQuantile } from '#engine/inventory/demand-quantile.ts';
import type { Issue } from '#engine/issue.ts';
import { normalQuantile } from '#engine/kernels/normal-distribution.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { drawTotals } from '#engine/launch/forecast/total-distribution.ts';
import { coreOf, levelOfForecast, levelOnScale } from '#engine/monitor/commit-plan.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { LevelSource, ReplanProblem } from '#engine/monitor/replan-report.ts';
import { sharedLevels } from '#engine/monitor/shared-levels.ts';
import type { TrackedPlan } from '#engine/monitor/track-plan.ts';
import type { StockNote } from '#engine/monitor/tracking.ts';
import {
  eventsOf,
  type LaunchConstraints,
  type LaunchEvent,
  type LaunchInstance,
  type LaunchOption,
  type LaunchProduct,
  type LaunchScenarios,
  launchPriceOf,
  notLaunched,
  stockAt,
} from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { mostMoney } from '#engine/planning/rules/budget/budget-rule.ts';

/**
 * The planning problem of what has not launched yet. Launches are held in their real week with what was bought; weeks before `now` are closed for all others; what
 * they spent of budgets and capacity counts, and where they alone break a rule (a late launch in a full week), the rule is widened by just that, with an issue. Levels are
 * today's: of launches their own, of the others `forecasts` where given, else what market and category say ({@link sharedLevels}); initial orders move with them in whole
 * lots. Futures: of launches the re-forecast's, of the others the committed ones.
 */
export function buildReplanProblem(
  plan: CommittedPlan,
  tracked: TrackedPlan,
  notes: readonly StockNote[],
  forecasts?: readonly CandidateForecast[],
): ReplanProblem {
  const { instance } = plan;
  const issues: Issue[] = [];
  const now = Math.max(0, Math.min(instance.weeks, Math.round((tracked.report.asOf - plan.startDay) / 7)));
  const real = realWeeks(plan, tracked, now, issues);
  const isFrozen = real.map((week) => week !== null);
  const { factors: levelFactors, sources: levelSources, levels } = levelsOf(plan, tracked, forecasts);
  const unforecast = levelSources.filter((source, i) => source === 'launches' && !isFrozen[i]).length;
  if (unforecast > 0) issues.push({ code: 'levels-from-launches', severity: 'info', params: { count: unforecast } });
  const reorders = notes.flatMap((note) => note.reorders.map((order) => ({ ...order, candidateId: note.candidateId })));
  const products = instance.products.map((product, i) =>
    isFrozen[i]
      ? frozenProduct(
          plan,
          i,
          real[i] as number,
          levelFactors[i],
          reorders.filter(({ candidateId }) => candidateId === product.id),
        )
      : openProduct(plan, i, levelFactors[i], now, issues),
  );
  const kept = instance.products.map((_, i) => {
    if (isFrozen[i]) return real[i] as number;
    if (plan.weeks[i] < 0 || now >= instance.weeks || isSoldOut(products[i], now)) return notLaunched;
    return Math.max(plan.weeks[i], now, products[i].earliest);
  });
  const reorderCost = reorders.reduce((sum, { cost }) => sum + cost, 0);
  const promoted = promotedLaunches(instance, products, real);
  const constraints = spentConstraints(plan, products, real, { reorders: reorderCost, ...promoted }, now, issues);
  const categories = instance.categories.map((category, c) => relaxCategory(category, c, products, real, now));
  const scenarios = todaysScenarios(plan, tracked, isFrozen, forecasts);
  const draft: LaunchInstance = {
    ...instance,
    id: `${instance.id}-from-${now}`,
    products,
    categories,
    constraints,
    scenarios,
    ...(instance.events ? { events: promoted.events } : {}),
  };
  const rest: LaunchInstance = { ...draft, products: chooseInitialOrders(plan, draft, isFrozen) };
  const fixed = real.flatMap((week, product) => (week === null ? [] : [{ product, week }]));
  const forbidden = instance.products.flatMap((_, product) =>
    isFrozen[product] ? [] : Array.from({ length: now }, (_unused, week) => ({ product, week })),
  );
  const spent = fixed.reduce(
    (sum, { product, week }) => sum + stockAt(products[product], week) * products[product].unitCost,
    0,
  );
  return {
    instance: rest,
    keptInstance: {
      ...rest,
      products: rest.products.map((product, i) => (isFrozen[i] ? product : asCommitted(plan, i, product))),
    },
    locks: { fixed, forbidden },
    kept,
    now,
    spent: { stock: spent, reorders: reorderCost },
    ...{ levelFactors, levelSources, levels },
    issues,
  };
}

/** Real launch week of what has launched, null else. Before week 0 counts as week 0; a launch after the last launch week cannot be planned with. */
function realWeeks(plan: CommittedPlan, { report }: TrackedPlan, now: number, issues: Issue[]): (number | null)[] {
  return plan.candidates.map((candidate) => {
    const day = report.launches.find(({ candidateId }) => candidateId === candidate.id)?.actualDay ?? null;
    if (day === null) return null;
    const week = Math.round((day - plan.startDay) / 7);
    if (week < 0 || week >= plan.instance.weeks || week >= now) {
      issues.push({
        code: 'launch-outside-weeks',
        severity: 'info',
        params: { candidate: candidate.id, name: candidate.name },
      });
    }
    return Math.max(0, Math.min(plan.instance.weeks - 1, week));
  });
}

interface TodaysLevels {
  readonly factors: readonly number[];
  readonly sources: readonly LevelSource[];
  readonly levels: ReplanProblem['levels'];
}

function levelsOf(
  plan: CommittedPlan,
  tracked: TrackedPlan,
  forecasts: readonly CandidateForecast[] | undefined,
): TodaysLevels {
  const shared = sharedLevels(plan, tracked);
  const { scale } = plan.basis;
  const all = plan.candidates.map((candidate, i) => {
    const outlook = tracked.outlooks[i];
    const { mean, deviation } = candidate.level;
    if (outlook && outlook.reforecast.observedWeeks > 0)
      return { factor: shared[i], source: 'own' as const, level: outlook.level };
    const forecast = forecasts?.find(({ id }) => id === candidate.id);
    if (forecast) {
      const factor = forecast.neutralTotal / Math.max(1e-9, plan.instance.products[i].peakDemand * coreOf(plan, i));
      const level = levelOnScale(plan.basis, levelOfForecast(forecast, forecast.neutralTotal));
      return { factor, source: 'forecast' as const, level };
    }
    const level = levelOnScale(plan.basis, drawTotals(scale, mean, deviation, shared[i]));
    return { factor: shared[i], source: 'launches' as const, level };
  });
  return {
    factors: all.map(({ factor }) => factor),
    sources: all.map(({ source }) => source),
    levels: all.map(({ level }) => level),
  };
}

function frozenProduct(
  plan: CommittedPlan,
  i: number,
  week: number,
  factor: number,
  reorders: readonly { readonly pieces: number }[],
): LaunchProduct {
  const { stockByWeek: _, reordersByWeek: _reorders, ...product } = plan.instance.products[i];
  const bought = plan.candidates[i].stock > 0 ? plan.candidates[i].stock : stockAt(plan.instance.products[i], week);
  const stock = bought + reorders.reduce((sum, { pieces }) => sum + pieces, 0);
  return {
    ...product,
    ...withOrders(product, () => stock, []),
    stock,
    peakDemand: product.peakDemand * factor,
    earliest: Math.min(product.earliest, week),
    latest: Math.max(product.latest, week),
  };
}

function openProduct(plan: CommittedPlan, i: number, factor: number, now: number, issues: Issue[]): LaunchProduct {
  const product = plan.instance.products[i];
  const candidate = plan.candidates[i];
  const lot = Math.max(1, candidate.minimumOrder);
  const scaled = (stock: number): number => lot * Math.max(1, Math.round((stock * factor) / lot));
  const { weeks } = plan.instance;
  const lastSelling = Math.ceil(product.sellsUntil ?? weeks) - 1;
  const latest = Math.min(product.latest, lastSelling);
  const isOver = latest < now && now < weeks;
  // What should have come and did not may still come: its own last week is gone anyway. Not after its last selling day.
  const mayStill = isOver && plan.weeks[i] >= 0 && !isSoldOut(product, now);
  if (isOver && plan.weeks[i] >= 0) {
    issues.push({
      code: mayStill ? 'window-over' : 'launch-season-over',
      severity: 'warning',
      params: { candidate: candidate.id, name: candidate.name },
    });
  }
  return {
    ...product,
    peakDemand: product.peakDemand * factor,
    // Where the manager has fixed the stock, it stays.
    ...(product.stockByWeek ? withOrders(product, scaled) : {}),
    ...(product.stockByWeek ? { stock: scaled(product.stock), stockByWeek: product.stockByWeek.map(scaled) } : {}),
    latest: mayStill ? Math.min(weeks - 1, lastSelling) : latest,
    must: product.must && now < weeks && (!isOver || mayStill),
  };
}

/** A product's options with other initial orders, and with other reorders where these are given. */
function withOrders(
  { options }: LaunchProduct,
  change: (stock: number) => number,
  reorders?: LaunchOption['reorders'],
): Pick<LaunchProduct, 'options'> {
  if (!options) return {};
  return {
    options: options.map((option) => ({
      ...option,
      firstBuy: typeof option.firstBuy === 'number' ? change(option.firstBuy) : option.firstBuy.map(change),
      ...(reorders ? { reorders } : {}),
    })),
  };
}

/** Its last selling day is past. */
function isSoldOut({ sellsUntil = Number.POSITIVE_INFINITY }: LaunchProduct, now: number): boolean {
  return sellsUntil <= now;
}

/**
 * First buys of the launches to come, week by week: moved with today's level, as the plan then had them for that week, or the very one that was committed, whichever earns most in today's scenarios. A
 * launch to come keeps the reorders that it was planned with.
 */
function chooseInitialOrders(
  plan: CommittedPlan,
  draft: LaunchInstance,
  isFrozen: readonly boolean[],
): LaunchProduct[] {
  const before = draft.products.map((product, i): LaunchProduct => {
    const { stockByWeek, stock } = plan.instance.products[i];
    if (isFrozen[i] || !stockByWeek) return product;
    const { options } = plan.instance.products[i];
    return { ...product, stock, stockByWeek, ...(options ? { options } : {}) };
  });
  const committed = draft.products.map((product, i) => (isFrozen[i] ? product : asCommitted(plan, i, product)));
  // The first of equals stays: what was committed needs no word.
  const choices = [committed, before, draft.products].map((products) => ({
    products,
    tables: buildLaunchTables({ ...draft, products }),
  }));
  return draft.products.map((product, i) => {
    const { stockByWeek } = product;
    if (isFrozen[i] || !stockByWeek) return product;
    const best = stockByWeek.map((_, week) =>
      choices.reduce((a, b) =>
        b.tables.mean[i * b.tables.weeks + week] > a.tables.mean[i * a.tables.weeks + week] + 1e-9 ? b : a,
      ),
    );
    const firstBuy = best.map(({ products }, week) => stockAt(products[i], week));
    const options = product.options?.map((option) => ({ ...option, firstBuy }));
    return { ...product, stockByWeek: firstBuy, ...(options ? { options } : {}) };
  });
}

/** A launch to come with the initial order that was committed, whatever week it comes in; one that was left out has none to keep. */
function asCommitted(plan: CommittedPlan, i: number, product: LaunchProduct): LaunchProduct {
  const { stock } = plan.candidates[i];
  if (stock <= 0) return product;
  const { stockByWeek: _, ...rest } = product;
  return { ...rest, ...withOrders(product, () => stock), stock };
}

interface Promoted {
  /** With as many slots as the launches have taken, where these are more. */
  readonly events: readonly LaunchEvent[];
  /** What they pay for promotions. */
  readonly fees: number;
}

function promotedLaunches(
  { events = [], ...instance }: LaunchInstance,
  products: readonly LaunchProduct[],
  real: readonly (number | null)[],
): Promoted {
  const today = { ...instance, events, products };
  const joined = real.map((week, i) => (week === null ? [] : eventsOf(today, i, week, 0)));
  const takers = events.map((_, e) => joined.filter((own) => own.includes(e)).length);
  const paid = events.reduce((sum, { fee }, e) => sum + takers[e] * fee, 0);
  return {
    events: events.map((event, e) =>
      typeof event.slots === 'number' ? { ...event, slots: Math.max(event.slots, takers[e]) } : event,
    ),
    fees: real.reduce<number>((sum, week, i) => sum + (week === null ? 0 : (products[i].options?.[0].fee ?? 0)), paid),
  };
}

/** Capacity, budgets and slots with what the launches have used; groups, order, waves and prices' order that they have broken already bind no more. */
function spentConstraints(
  plan: CommittedPlan,
  products: readonly LaunchProduct[],
  real: readonly (number | null)[],
  used: Promoted & { readonly reorders: number },
  now: number,
  issues: Issue[],
): LaunchConstraints {
  const { constraints, events = [] } = plan.instance;
  const { promotionBudget = null } = constraints;
  events.forEach(({ name = '', from, slots }, e) => {
    const by = (used.events[e].slots ?? 0) - (slots ?? 0);
    if (by > 0)
      issues.push({
        code: 'slots-overrun',
        severity: 'info',
        params: { event: name, week: plan.startDay + 7 * from, by },
      });
  });
  if (promotionBudget !== null && used.fees > promotionBudget)
    issues.push({ code: 'promotion-budget-overrun', severity: 'warning', params: { by: used.fees - promotionBudget } });
  const load = new Float64Array(plan.instance.weeks);
  const money = new Float64Array(plan.instance.weeks);
  real.forEach((week, i) => {
    if (week === null) return;
    load[week] += products[i].effort;
    money[week] += stockAt(products[i], week) * products[i].unitCost;
  });
  const capacity = constraints.capacity.map((limit, week) => {
    if (load[week] > limit + 1e-9)
      issues.push({
        code: 'capacity-overrun',
        severity: 'info',
        params: { week: plan.startDay + 7 * week, by: load[week] - limit },
      });
    return Math.max(limit, load[week]);
  });
  // The units of a reorder are in the frozen product's stock already: its money is counted there.
  const spent = sumOf(money);
  // Without a budget the problem carries one that all initial orders of then fit in: those of today must fit too.
  const isUnlimited = plan.constraints.budget === null;
  const widened = Math.max(constraints.budget.total, isUnlimited ? Math.ceil(mostMoney(products) + 1) : spent);
  if (!isUnlimited && widened > constraints.budget.total)
    issues.push({
      code: 'budget-overrun',
      severity: 'warning',
      params: { by: widened - constraints.budget.total, reorders: used.reorders },
    });
  return {
    ...constraints,
    capacity,
    blackoutWeeks: constraints.blackoutWeeks.filter((week) => week >= now),
    budget: {
      total: widened,
      periods: constraints.budget.periods.map((period) => ({
        ...period,
        amount: Math.max(
          period.amount,
          money.slice(period.from, period.to + 1).reduce((sum, value) => sum + value, 0),
        ),
      })),
    },
    exclusive: constraints.exclusive.map((group) => ({
      ...group,
      max: Math.max(group.max, group.members.filter((i) => real[i] !== null).length),
    })),
    ...(promotionBudget === null ? {} : { promotionBudget: Math.max(promotionBudget, used.fees) }),
    ...(constraints.priceOrder
      ? {
          // Prices are those committed: a pair that is in the wrong order holds one of the two back, unless one is on sale and the other on sale or a must.
          priceOrder: constraints.priceOrder.filter(({ cheaper, dearer }) => {
            const isSet = (i: number): boolean => real[i] !== null || products[i].must;
            const isAny = real[cheaper] !== null || real[dearer] !== null;
            const isBroken = launchPriceOf(products[cheaper], 0) > launchPriceOf(products[dearer], 0);
            return !(isBroken && isAny && isSet(cheaper) && isSet(dearer));
          }),
        }
      : {}),
    ...(constraints.limits
      ? {
          limits: constraints.limits.map((limit) => {
            const isWithin = (week: number | null): boolean => week !== null && week >= limit.from && week <= limit.to;
            return { ...limit, max: Math.max(limit.max, limit.members.filter((i) => isWithin(real[i])).length) };
          }),
        }
      : {}),
    ...(constraints.precedence
      ? { precedence: constraints.precedence.filter(({ after }) => real[after] === null) }
      : {}),
    ...(constraints.waves
      ? {
          waves: constraints.waves
            .map((wave) => ({ ...wave, members: wave.members.filter((i) => real[i] === null) }))
            .filter(({ members }) => members.length > 1),
        }
      : {}),
  };
}

/** Limits of a category hold for what is to come; where the launches alone are beyond one, it is widened to them. */
function relaxCategory(
  category: LaunchInstance['categories'][number],
  c: number,
  products: readonly LaunchProduct[],
  real: readonly (number | null)[],
  now: number,
): LaunchInstance['categories'][number] {
  const weeks = real.flatMap((week, i) => (week !== null && products[i].category === c ? [week] : []));
  const crowded = weeks.map(
    (week) => weeks.filter((other) => other >= week && other < week + category.spacingWeeks).length,
  );
  const open = products.filter(
    (product, i) => product.category === c && real[i] === null && product.latest >= now,
  ).length;
  return {
    ...category,
    min: Math.min(category.min, weeks.length + open),
    max: Math.max(category.max, weeks.length),
    spacingMax: Math.max(category.spacingMax, ...crowded),
    blackoutWeeks: category.blackoutWeeks.filter((week) => week >= now),
  };
}

/** Futures of today: a launch's multipliers keep their order and take the distribution of its re-forecast; of the others, fresh forecasts give theirs. */
function todaysScenarios(
  plan: CommittedPlan,
  { outlooks }: TrackedPlan,
  isFrozen: readonly boolean[],
  forecasts: readonly CandidateForecast[] | undefined,
): LaunchScenarios {
  const { scenarios, products } = plan.instance;
  const n = scenarios.count;
  const columns = products.map((product, i) => {
    const committed = scenarios.demand.map((row) => row[i]);
    const outlook = outlooks[i];
    const forecast = isFrozen[i] ? undefined : forecasts?.find(({ id }) => id === product.id);
    const quantile =
      isFrozen[i] && outlook
        ? (p: number): number =>
            outlook.levels[Math.min(outlook.levels.length - 1, Math.floor(p * outlook.levels.length))]
        : forecast
          ? (p: number): number => relativeQuantile(forecast)(normalQuantile(p))
          : null;
    if (!quantile) return committed;
    const order = committed.map((_, s) => s).sort((a, b) => committed[a] - committed[b] || a - b);
    const values = new Array<number>(n);
    order.forEach((s, rank) => {
      values[s] = quantile((rank + 0.5) / n);
    });
    const mean = sumOf(values) / n;
    return values.map((value) => (mean > 0 ? value / mean : 1));
  });
  return { ...scenarios, demand: Array.from({ length: n }, (_, s) => columns.map((column) => column[s])) };
}
