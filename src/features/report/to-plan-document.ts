import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { PanelProduct } from '#engine/panel/panel.ts';
import type { LaunchProduct } from '#engine/planning/problem/launch-instance.ts';
import type { BindingRule, LaunchReport, NotSelectedReport } from '#engine/planning/rules/plan-figures.ts';
import type {
  BuyersFacts,
  DataSummary,
  LaunchAccuracy,
  LaunchBuyers,
  NeighbourWeek,
  NotSelectedProduct,
  PlanChanges,
  PlanDocument,
  PlannedLaunch,
  PlanQuestion,
  ProductNames,
} from '#export/plan-document.ts';
import { type AudienceResult, isSameForAll } from '#state/audience/audience-store.ts';
import type { CandidatesResult } from '#state/candidates/candidates-store.ts';
import type { DatasetFacts } from '#state/data/dataset-store.ts';
import { toReconciliationRows } from '#state/data/reconciliation-rows.ts';
import type { DemandResult } from '#state/demand/demand-store.ts';
import { decidesOffers } from '#state/plan/decides-offers.ts';
import { managersPrice } from '#state/plan/plan-offers.ts';
import { withOwnRules } from '#state/plan/plan-problem.ts';
import type { PlanProof } from '#state/plan/plan-proof.ts';
import type { CurrentPlan, PlanDecisions, PlanResult, PlanSettings } from '#state/plan/plan-store.ts';
import type { PlanTrust } from '#state/plan/plan-trust.ts';
import { priceAdviceOf } from '#state/plan/price-advice.ts';
import { promotionsAhead } from '#state/plan/promotions.ts';
import { toBridge } from '#state/plan/to-bridge.ts';
import type { TrendsResult } from '#state/trends/trends-store.ts';
import type { ResultIn } from '#storage/slices/slices.ts';
import { toDemandCharts } from './to-demand-charts.ts';
import { toAssumptions, toPlanRules } from './to-plan-rules.ts';
import { toMarketCharts, toTrendFigure } from './to-trend-figures.ts';

/** The facts that a report is made of, as the stores hold them. */
export interface ReportSources {
  readonly facts: DatasetFacts;
  readonly result: PlanResult;
  readonly current: CurrentPlan;
  readonly decisions: PlanDecisions;
  /** Present settings: the rules that the plan on screen is priced under. */
  readonly settings: PlanSettings;
  /** What is proven about the plan on screen. */
  readonly proof: PlanProof;
  readonly trust: PlanTrust;
  /** Names everything that the plan was made from. */
  readonly inputHash: string;
  /** By candidate: who sees to it. */
  readonly owners: Readonly<Record<string, string>>;
  /** Null: not run on this data. */
  readonly demand: DemandResult | null;
  readonly trends: TrendsResult | null;
  readonly candidates: CandidatesResult | null;
  /** Of earlier launches; null while it is not over. */
  readonly backtest: ResultIn<'launch-backtest'> | null;
  readonly priceTests: ResultIn<'price-tests'> | null;
  /** Absent: who buys is not known. */
  readonly audience?: AudienceResult | null;
  readonly title: string;
  readonly windowShare: number;
  readonly madeOn: EpochDay;
  readonly version: string;
}

const rank = ({ gain }: NotSelectedProduct): number => (Number.isNaN(gain) ? Number.NEGATIVE_INFINITY : gain);

/** The plan as the report states it: the stores' own figures, put in order and named. */
export function toPlanDocument(sources: ReportSources): PlanDocument {
  const { facts, result, current, candidates, backtest, proof } = sources;
  const { startDay, hasCosts } = result.built;
  const { instance } = current;
  const { figures } = current.reading;
  const { search } = result;
  const ahead = promotionLines(sources);
  return {
    title: sources.title,
    currency: facts.dataset?.currency ?? '',
    madeOn: sources.madeOn,
    asked: questionOf(sources),
    headline: {
      profit: figures.profit,
      baselineProfit: result.baseline?.figures.profit ?? null,
      baselineBroken: result.baseline?.figures.violations.length ?? 0,
      draft: sources.trust.reasons,
      weeksOfSales: sources.trust.weeks,
      revenue: figures.expectedRevenue,
      units: figures.expectedUnits,
      investment: figures.investment,
      tailProfit: figures.tailMean,
      tailShare: 1 - instance.risk.alpha,
      lossProbability: figures.lossProbability,
      gap: provenGap(search.objective, proof),
      decidesOffers: decidesOffers(result),
      isOfOtherRules: proof.kind === 'other-rules',
      broken: figures.violations.length,
    },
    changes: changesOf(sources),
    calendar: {
      start: startDay,
      weeks: instance.weeks,
      events: facts.dataset?.calendar?.events ?? [],
      load: Array.from(figures.load),
      capacity: capacityLimits(sources),
    },
    launches: current.reading.launches
      .map((launch) => toLaunch(launch, ahead, sources))
      .sort((a, b) => a.week - b.week || b.profit - a.profit),
    notSelected: current.reading.notSelected
      .map((product) => toNotSelected(product, sources))
      .sort((a, b) => rank(b) - rank(a)),
    demand: sources.demand ? toDemandCharts(sources.demand) : [],
    trend: sources.trends && toTrendFigure(sources.trends),
    promotions: sources.trends?.promotions ?? null,
    promotionCalendar: ahead.map(({ joined, apart, ...event }) => ({
      ...event,
      members: joined.map((i) => namesOf(sources, i)),
      apart: apart.map((i) => namesOf(sources, i)),
    })),
    market: sources.trends ? toMarketCharts(sources.trends) : [],
    scenarioProfits: Array.from(figures.scenarioProfits),
    front: hasCosts ? search.front.map(({ profit, risk }) => ({ profit, risk })) : [],
    assumptions: toAssumptions(result, instance, candidates),
    launchAccuracy: launchAccuracyOf(backtest),
    addedUp: addedUpOf(sources.demand),
    buyers: buyersFactsOf(sources.audience),
    data: dataOf(sources),
    method: {
      planMethod: search.method,
      seed: result.seed,
      generations: search.generations,
      moves: search.moves,
      scenarios: instance.scenarios.count,
      levelModels: levelModelsOf(candidates),
      inputHash: sources.inputHash,
      version: sources.version,
      problemFormat: instance.format,
      ...(sources.demand?.elsewhere ? { elsewhere: sources.demand.elsewhere } : {}),
    },
  };
}

function promotionLines({ result, current, facts }: ReportSources) {
  const dayOf = (week: number): EpochDay => result.built.startDay + 7 * week;
  return promotionsAhead(current, facts.dataset?.calendar?.events).map(({ event, joined, apart }) => {
    const { id, name = id, from, to, slots = null, fee } = event;
    return { event: name, from: dayOf(from), to: dayOf(to) + 6, slots, fee, joined, apart };
  });
}

/** Of a plan that is as it was found; one that was changed by hand no longer adds up. */
function changesOf(sources: ReportSources): PlanChanges | null {
  const { result, current } = sources;
  const bridge = toBridge(result, current.weeks);
  if (!bridge || current.weeks.some((week, i) => week !== result.search.weeks[i])) return null;
  const dayOf = (week: number): EpochDay | null => (week < 0 ? null : result.built.startDay + 7 * week);
  return {
    named: bridge.named.map(({ moves, gain, isForRules }) => ({
      moves: moves.map(({ product, from, to }) => ({ ...namesOf(sources, product), from: dayOf(from), to: dayOf(to) })),
      ...{ gain, isForRules },
    })),
    others: { count: bridge.others.length, gain: bridge.others.reduce((sum, { gain }) => sum + gain, 0) },
    kept: bridge.kept,
  };
}

/** Of the profit, or the sales where there are no costs; a share of more than the whole says nothing. */
function provenGap(objective: PlanSettings['objective'], proof: PlanProof): number | null {
  if (objective !== 'profit' && objective !== 'front') return null;
  if (proof.kind === 'optimal') return 0;
  return proof.kind === 'gap' && proof.gap <= 1 ? proof.gap : null;
}

function questionOf(sources: ReportSources): PlanQuestion {
  const { result, current, decisions, settings, windowShare } = sources;
  const { startDay, hasCosts } = result.built;
  const { instance } = current;
  const { objective, demandWeight } = result.settings;
  const capacity = capacityLimits(sources);
  const usualCapacity = commonest(capacity.filter(Number.isFinite));
  return {
    objective,
    weights: objective === 'article' ? { demand: demandWeight, market: 1 - demandWeight } : null,
    candidates: instance.products.length,
    start: startDay,
    weeks: instance.weeks,
    capacityPerWeek: usualCapacity,
    budget: settings.constraints.budget,
    mustLaunch: instance.products.filter((product) => product.must).length,
    blackoutWeeks: instance.constraints.blackoutWeeks.map((week) => startDay + 7 * week),
    fixedByHand: Object.keys(decisions.locks).length,
    rules: toPlanRules({
      ...{ instance, weeks: current.weeks, startDay, capacity, usualCapacity },
      candidates: ownCandidatesOf(sources),
      constraints: settings.constraints,
      namesOf: (product) => {
        const { name, nameAlternative } = namesOf(sources, product);
        return { name, nameAlternative };
      },
    }),
    windowShare,
    hasCosts,
  };
}

/** Launch work allowed by week; infinite where no limit was set: the instance then holds what all launches take together. */
function capacityLimits({ current, settings }: ReportSources): number[] {
  const { products, constraints } = current.instance;
  const everything = products.reduce((sum, { effort }) => sum + effort, 0);
  const isSet = (limit: number): boolean => settings.capacity.kind === 'limit' || limit < everything;
  return constraints.capacity.map((limit) => (isSet(limit) ? limit : Number.POSITIVE_INFINITY));
}

/** The most frequent value, the first of equals; null of none. */
function commonest(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | null = null;
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value;
  return best;
}

const ownCandidatesOf = ({ facts, settings }: ReportSources): readonly Candidate[] =>
  withOwnRules(facts.dataset?.candidates ?? [], settings.products);

function candidateOf(sources: ReportSources, product: number): Candidate | undefined {
  const { id } = sources.current.instance.products[product];
  return sources.facts.dataset?.candidates.find((candidate) => candidate.id === id);
}

/** The wave that the file or the manager puts a candidate in; '' = none. */
function waveOf({ facts, settings }: ReportSources, id: string): string {
  const own = settings.products[id]?.wave;
  return own ?? facts.dataset?.candidates.find((candidate) => candidate.id === id)?.wave ?? '';
}

function namesOf(sources: ReportSources, product: number): ProductNames {
  const { instance } = sources.current;
  const { id, category } = instance.products[product];
  const candidate = candidateOf(sources, product) ?? sources.result.names?.[product];
  return {
    id,
    name: candidate?.name ?? id,
    nameAlternative: candidate?.nameAlternative ?? '',
    category: instance.categories[category].name,
  };
}

function toLaunch(
  launch: LaunchReport,
  ahead: ReturnType<typeof promotionLines>,
  sources: ReportSources,
): PlannedLaunch {
  const { startDay, hasCosts } = sources.result.built;
  const product = sources.current.instance.products[launch.product];
  const dayOf = (week: number): EpochDay => startDay + 7 * week;
  const candidate = ownCandidatesOf(sources).find(({ id }) => id === product.id);
  const lastDay = product.sellsUntil === undefined ? null : startDay + Math.round(7 * product.sellsUntil) - 1;
  return {
    ...namesOf(sources, launch.product),
    week: dayOf(launch.week),
    windowFrom: dayOf(launch.windowFrom),
    windowTo: dayOf(launch.windowTo),
    lastDay,
    wave: waveOf(sources, product.id),
    mustLaunch: product.must,
    byHand: product.id in sources.decisions.locks,
    initialOrder: product.stockByWeek?.[launch.week] ?? product.stock,
    ...ordersOf(sources, launch, candidate?.leadTimeWeeks),
    price: product.options?.[0].priceByAge[0] ?? product.price,
    ...offerOf(sources, launch.product),
    units: launch.units,
    unitsLo80: launch.unitsLo80,
    unitsHi80: launch.unitsHi80,
    revenue: launch.revenue,
    profit: launch.contribution,
    profitLo80: launch.profitLo80,
    profitHi80: launch.profitHi80,
    marginShare: hasCosts ? marginOf(product) : Number.NaN,
    lossProbability: launch.lossProbability,
    sellThrough: launch.sellThrough,
    weekly: Array.from(launch.weekly),
    earlier: neighbour(launch, launch.week - 1, launch.costEarlier),
    later: neighbour(launch, launch.week + 1, launch.costLater),
    promotions: ahead
      .filter(({ joined }) => joined.includes(launch.product))
      .map(({ event, from }) => ({ event, from })),
    ...(candidate ? { priceAdvice: priceAdviceOf(candidate, launch.product, sources) } : {}),
    analogues: analoguesOf(sources, product.id),
    ...buyersOf(sources, product.id),
    hit: hitOf(sources, product.id),
    flopProbability: flopOf(sources, product.id),
    called: calledOf(sources, product.id),
    reasons: reasonsOf(sources, product.id),
    owner: sources.owners[product.id] ?? '',
  };
}

/** When a launch has to be ordered, what the order has to last for, and its reorders. */
function ordersOf(
  { result, current }: ReportSources,
  { product: i, week }: LaunchReport,
  leadTime: number | undefined,
): Pick<PlannedLaunch, 'orderBy' | 'reorders' | 'coverWeeks'> {
  const dayOf = (at: number): EpochDay => result.built.startDay + 7 * at;
  const { id, curve, options, reordersByWeek } = current.instance.products[i];
  const reorders = options?.[0].reorders ?? (options?.[0].reordersByWeek ?? reordersByWeek)?.[week];
  const reading = result.built.products.find(({ candidateId }) => candidateId === id);
  const isShort =
    reading?.stockSource !== 'given' && reading && reading.coverWeeks < current.instance.curves[curve].length;
  const planned = isShort ? reading.coverWeeks : null;
  return {
    ...(leadTime === undefined ? {} : { orderBy: dayOf(week - leadTime) }),
    coverWeeks: reorders ? (reorders[0]?.arrivalAge ?? null) : planned,
    reorders: (reorders ?? []).map(({ reviewAge, arrivalAge, targetRatio }) => ({
      review: dayOf(week + reviewAge),
      arrival: dayOf(week + arrivalAge),
      share: targetRatio,
    })),
  };
}

/** The manager's price, a markdown and what the prices bring, where they are other than the manager's. */
function offerOf({ result, current }: ReportSources, product: number): Partial<PlannedLaunch> {
  const path = current.instance.products[product].options?.[0].priceByAge ?? [];
  const gain = current.gains?.[product];
  const own = managersPrice(result.built.instance.products[product]);
  const cut = path.findIndex((price) => price !== path[0]);
  return {
    ...(path.length > 0 && path[0] !== own ? { ownPrice: own } : {}),
    ...(cut > 0 ? { markdown: { price: path[cut], age: cut } } : {}),
    ...(gain ? { priceGain: { mean: gain.mean, lo80: gain.lo80, hi80: gain.hi80 } } : {}),
  };
}

function marginOf({ price, options, unitCost }: LaunchProduct): number {
  const launch = options?.[0].priceByAge[0] ?? price;
  return (launch - unitCost) / launch;
}

/** `change` is that of the plan's profit: a loss is a cost. */
function neighbour({ blockedBy, profitByWeek }: LaunchReport, week: number, change: number): NeighbourWeek {
  if (week < 0 || week >= profitByWeek.length) return { kind: 'blocked', rule: 'calendar' };
  const rule = blockedBy[week]?.rule;
  if (rule || Number.isNaN(change)) return { kind: 'blocked', rule: rule ?? 'calendar' };
  return { kind: 'costs', amount: -change };
}

/** The two launches that weigh most in a candidate's forecast. */
function analoguesOf({ facts, candidates }: ReportSources, id: string): PlannedLaunch['analogues'] {
  const forecast = candidates?.forecasts.find((each) => each.id === id);
  if (!forecast) return [];
  const products: readonly PanelProduct[] = facts.dataset?.panel?.products ?? [];
  return forecast.analogues
    .filter(({ wish, weight }) => wish !== 'exclude' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 2)
    .map(({ launchId, description }) => {
      const product = products.find((each) => each.id === launchId);
      return { name: product?.name ?? description, nameAlternative: product?.nameAlternative ?? '' };
    });
}

/** What is bought with it where naming that is no worse than the baseline, who buys it, and the other launches of the plan with its buyers. */
function buyersOf(sources: ReportSources, id: string): { readonly buyers?: LaunchBuyers } {
  const { facts, audience, current } = sources;
  const report = audience?.audience;
  const own = report?.candidates.find(({ candidateId }) => candidateId === id);
  if (!report || !own) return {};
  const products: readonly PanelProduct[] = facts.dataset?.panel?.products ?? [];
  const named = report.partners.verdict === 'no-better' ? [] : own.partners;
  return {
    buyers: {
      known: report.customers > 0 ? own.buyers : null,
      partners: named.map(({ productId, together, baskets, byChance, bundle }) => {
        const product = products.find((each) => each.id === productId);
        const { name = productId, nameAlternative = '' } = product ?? {};
        return { name, nameAlternative, together, baskets, byChance, bundle };
      }),
      others: report.pairs.flatMap(({ first, second, relation }) => {
        if (relation === 'apart' || (first !== id && second !== id)) return [];
        const product = current.instance.products.findIndex((each) => each.id === (first === id ? second : first));
        if (product < 0 || current.weeks[product] < 0) return [];
        const { name, nameAlternative } = namesOf(sources, product);
        return [{ name, nameAlternative, relation }];
      }),
    },
  };
}

/** What all that is said of buyers rests on. */
function buyersFactsOf(audience: AudienceResult | null | undefined): BuyersFacts | null {
  const report = audience?.audience;
  if (!report) return null;
  const { basis, baskets, customers, from, to, partners, audience: trial } = report;
  return { basis, baskets, customers, from, to, partners, audience: trial, isSameForAll: isSameForAll(report) };
}

function hitOf({ candidates }: ReportSources, id: string): PlannedLaunch['hit'] {
  const forecast = candidates?.forecasts.find((each) => each.id === id);
  if (!forecast || Number.isNaN(forecast.hitProbability)) return null;
  return { probability: forecast.hitProbability, threshold: forecast.hitThreshold };
}

function flopOf({ candidates }: ReportSources, id: string): number {
  return candidates?.forecasts.find((each) => each.id === id)?.flopProbability ?? Number.NaN;
}

function calledOf({ candidates, backtest }: ReportSources, id: string): PlannedLaunch['called'] {
  const classes = backtest?.figures?.classes;
  const forecast = candidates?.forecasts.find((each) => each.id === id);
  if (!classes || !forecast) return [];
  const chances = { hit: forecast.hitProbability, flop: forecast.flopProbability };
  return (['hit', 'flop'] as const).filter(
    (kind) => classes[kind].verdict === 'holds' && chances[kind] >= classes[kind].threshold,
  );
}

function reasonsOf({ candidates }: ReportSources, id: string): PlannedLaunch['reasons'] {
  const forecast = candidates?.forecasts.find((each) => each.id === id);
  if (!forecast || forecast.contributions.length === 0) return null;
  const { launchWeek, total, contributions } = forecast;
  return { launchWeek, total, contributions };
}

function toNotSelected(product: NotSelectedReport, sources: ReportSources): NotSelectedProduct {
  return {
    ...namesOf(sources, product.product),
    reason: product.reason,
    rules: [...new Set(blocksOf(product).map(({ rule }) => rule))],
    bestWeek: product.bestWeek < 0 ? null : sources.result.built.startDay + 7 * product.bestWeek,
    gain: product.gain,
  };
}

/** Plans from before every block was told know the first. */
function blocksOf({ blocks, blockedBy }: NotSelectedReport): readonly BindingRule[] {
  return blocks ?? (blockedBy ? [blockedBy] : []);
}

function dataOf({ facts, result, candidates }: ReportSources): DataSummary {
  const panel = facts.dataset?.panel;
  const monthly = panel?.period === 'month';
  const imported = facts.files.filter((file) => file.state === 'imported');
  const sold = imported
    .filter((file) => file.kind === 'sales' || file.kind === 'panel')
    .map((file) => file.lastDay ?? Number.NEGATIVE_INFINITY);
  return {
    files: imported.map((file) => ({
      name: file.name,
      kind: file.kind,
      rows: file.rowsTotal,
      rowsAccepted: file.rowsAccepted,
      firstDay: file.firstDay,
      lastDay: file.lastDay,
    })),
    reconciliation: facts.reconciliation ? toReconciliationRows(facts.reconciliation, monthly) : [],
    monthly,
    lastDay: sold.length > 0 ? Math.max(...sold) : result.built.startDay - 1,
    products: panel?.products.length ?? 0,
    categories: panel?.categories.length ?? 0,
    weeks: panel?.periods ?? 0,
    launchesLearntFrom: candidates?.launchesUsed ?? 0,
    fingerprint: facts.dataset?.fingerprint ?? '',
  };
}

function launchAccuracyOf(backtest: ResultIn<'launch-backtest'> | null): LaunchAccuracy | null {
  if (!backtest?.figures) return null;
  const { wapeTotal, bias, coverage80, launches, typicalWape, auc, brier, classes, flops } = backtest.figures;
  return {
    ...{ launches: launches.length, wape: wapeTotal, bias, coverage80, auc, brier, classes },
    naiveWape: typicalWape,
    flops: flops && { flopped: flops.flopped, expected: flops.expected, auc: flops.auc, brier: flops.brier },
  };
}

function addedUpOf(demand: DemandResult | null): PlanDocument['addedUp'] {
  const { method = 'none', gain = Number.NaN, moved = Number.NaN } = demand?.reconciliation ?? {};
  return method === 'none' ? null : { method, gain, moved };
}

/** Models with a share in the candidates' levels, the heaviest first. */
function levelModelsOf(candidates: CandidatesResult | null): PlanDocument['method']['levelModels'] {
  const shares = candidates?.backtest?.scores ?? candidates?.forecasts[0]?.levelByModel ?? [];
  return [...shares]
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ model }) => model);
}
