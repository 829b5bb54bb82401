import { meanOf, sumOfKnown } from '#engine/kernels/statistics.ts';
import { tokenise } from '#engine/launch/level/word-vectors.ts';
import type { Panel, PanelProduct } from '#engine/panel/panel.ts';
import { createNumberYouth } from './article-numbers.ts';
import type { ProductHistory } from './launch.ts';
import type {
  LaunchCorrections,
  LaunchExclusion,
  LaunchFinding,
  LaunchHistory,
  LaunchRules,
} from './launch-finding.ts';
import {
  factsOfProduct,
  firstSellingPeriod,
  launchPrice,
  readHistories,
  viewsFrom,
  weeklyUnits,
} from './panel-histories.ts';

/** A quarter of quiet before, a quarter of sales after. */
export const launchRules: LaunchRules = { quietWeeks: 13, horizon: 13 };

const noCorrections: LaunchCorrections = { excluded: [], included: [], firstWeek: {} };

/** Launches learnt from at most: what is learnt costs more than their square, and gains little by more. */
const mostLaunches = 600;

/** A predecessor's last sale lies at most so many weeks before, or after, the first sale of its new id. */
const renamedBeforeWeeks = 8;
const renamedAfterWeeks = 4;

/**
 * Launches in a weekly panel: every product's first sale, and why it is not a launch to learn from where it is not
 * ({@link LaunchExclusion}; the first reason in that order). The manager's corrections come before all rules; a corrected date
 * cuts the weeks before it off. Only complete weeks are read. Nothing is mutated.
 */
export function findLaunches(
  panel: Panel,
  rules: LaunchRules = launchRules,
  corrections: LaunchCorrections = noCorrections,
): LaunchHistory {
  const renamed = findRenamed(panel);
  const surfaced = findSurfaced(panel);
  const findings: LaunchFinding[] = [];
  const launches: ProductHistory[] = [];
  const underWay: ProductHistory[] = [];
  const noLaunches: string[] = [];
  const corrected = new Map<string, ProductHistory>();
  panel.products.forEach((product, row) => {
    const firstSale = firstSellingPeriod(panel, row);
    if (firstSale < 0) return;
    const day = corrections.firstWeek[product.id];
    const byHand = day !== undefined;
    const from = byHand ? Math.min(panel.completeTo - 1, Math.max(0, Math.floor((day - panel.start) / 7))) : firstSale;
    const weekly = weeklyUnits(panel, row, from);
    const window = weekly.subarray(0, rules.horizon);
    const continues = renamed.get(product.id) ?? null;
    const rule = ruleAgainst(panel, row, weekly, from, continues, surfaced, rules);
    const exclusion = corrections.excluded.includes(product.id)
      ? 'excluded-by-hand'
      : corrections.included.includes(product.id)
        ? tooRecent(panel, from, rules)
        : rule;
    const at = row * panel.periods + from;
    findings.push({
      productId: product.id,
      name: product.name,
      category: panel.categories[product.category] ?? '',
      firstWeek: panel.start + 7 * from,
      dateSetByHand: byHand,
      exclusion,
      isSingleOrder: (exclusion === null || exclusion === 'too-recent') && hasSingleOrder(panel, row, weekly),
      continues,
      total: sumOfKnown(window),
      stockOutWeeks: count(window, Number.isNaN),
      promotionWeeks: panel.promotion
        ? count(panel.promotion.subarray(at, at + window.length), (share) => share >= 0.5)
        : 0,
      weekly,
    });
    const isTaught = exclusion === null || corrections.included.includes(product.id);
    if (exclusion === 'excluded-by-hand' || (!isTaught && (continues !== null || isNeverLaunch(rule))))
      noLaunches.push(product.id);
    if (exclusion === null || exclusion === 'too-recent' || byHand) {
      const facts = factsOfProduct(panel, product, launchPrice(panel, row, from));
      const history = { ...facts, firstWeek: panel.start + 7 * from, weekly, ...viewsFrom(panel, row, from) };
      if (exclusion === null) launches.push(history);
      if (exclusion === 'too-recent') underWay.push(history);
      if (byHand) corrected.set(product.id, history);
    }
  });
  const range = readHistories(panel).map((history) => corrected.get(history.id) ?? history);
  const kept = latestOfEach(launches, corrections.included);
  const isKept = new Set(kept.map(({ id }) => id));
  return {
    findings: findings.map((one) =>
      one.exclusion !== null || isKept.has(one.productId) ? one : { ...one, exclusion: 'enough-later' },
    ),
    launches: kept.sort((a, b) => a.firstWeek - b.firstWeek || (a.id < b.id ? -1 : 1)),
    underWay,
    range,
    noLaunches,
    rules,
  };
}

/** Where there are too many launches: those that the manager wants, then the latest of every category in turn. */
function latestOfEach(launches: readonly ProductHistory[], wanted: readonly string[]): ProductHistory[] {
  const turns = new Map<string, number>();
  const latestFirst = [...launches].sort((a, b) => b.firstWeek - a.firstWeek || (a.id < b.id ? -1 : 1));
  const ranked = latestFirst.map((history) => {
    const turn = turns.get(history.category) ?? 0;
    turns.set(history.category, turn + 1);
    return { history, turn: wanted.includes(history.id) ? -1 : turn };
  });
  return ranked
    .sort((a, b) => a.turn - b.turn)
    .slice(0, mostLaunches)
    .map(({ history }) => history);
}

/** However recent the first sale is: it was no launch. */
function isNeverLaunch(rule: LaunchExclusion | null): boolean {
  return rule === 'no-product' || rule === 'surfaced';
}

/** What no correction mends: a launch to learn from has its weeks. */
function tooRecent({ completeTo }: Panel, from: number, { horizon }: LaunchRules): 'too-recent' | null {
  return completeTo - from < horizon ? 'too-recent' : null;
}

function ruleAgainst(
  panel: Panel,
  row: number,
  weekly: Float64Array,
  from: number,
  continues: string | null,
  surfaced: ReadonlySet<number>,
  rules: LaunchRules,
): LaunchExclusion | null {
  if (from - panel.completeFrom < rules.quietWeeks) return 'log-start';
  if (isNoProduct(panel.products[row])) return 'no-product';
  if (continues !== null) return 'renamed';
  if (surfaced.has(row)) return 'surfaced';
  const recent = tooRecent(panel, from, rules);
  if (recent) return recent;
  const window = weekly.subarray(0, rules.horizon);
  if (2 * count(window, Number.isNaN) > rules.horizon) return 'unknown-demand';
  return null;
}

/** Words of what is sold and is no product; services with a code of their own never reach the panel. */
const noProductWords =
  /\b(samples?|testers?|test order|demo|postage|shipping|delivery|carriage|freight|packing charge|gift (?:card|voucher)s?|vouchers?|deposit|surcharge|adjustment|fees?)\b|样品|试用装|测试|运费|邮费|补差|差价|定金|押金|礼品卡|代金券|服务费|手续费/iu;

function isNoProduct({ id, name, nameAlternative }: PanelProduct): boolean {
  return noProductWords.test(`${id} ${name} ${nameAlternative ?? ''}`);
}

function hasSingleOrder(panel: Panel, row: number, weekly: Float64Array): boolean {
  if (count(weekly, (units) => !(units <= 0)) > 1) return false;
  const { orderLines, periods } = panel;
  if (!orderLines) return false;
  return sumOfKnown(orderLines.subarray(row * periods, row * periods + panel.completeTo)) <= 1;
}

/** Youth of its article number below which a first sale is of an old product; lead of young products over old ones that shows that numbers are given in order. */
const surfacedYouth = 0.25;
const orderedLead = 0.3;

/** Products (by row) whose article numbers lie among old ones, in a shop that numbers in order; nothing dated after their first sale decides but that order. */
function findSurfaced(panel: Panel): ReadonlySet<number> {
  const known = panel.products.flatMap(({ id }, row) => {
    const first = firstSellingPeriod(panel, row);
    return first < 0 ? [] : [{ id, row, firstWeek: panel.start + 7 * first }];
  });
  const youthOf = createNumberYouth(known);
  const youth = known.map(youthOf);
  const late = panel.start + 7 * (panel.completeFrom + 4);
  const meanOfThose = (isLate: boolean): number =>
    meanOf(youth.filter((value, i) => !Number.isNaN(value) && known[i].firstWeek >= late === isLate));
  const isOrdered = meanOfThose(true) - meanOfThose(false) >= orderedLead;
  return new Set(isOrdered ? known.flatMap(({ row }, i) => (youth[i] < surfacedYouth ? [row] : [])) : []);
}

function count(values: Float64Array, test: (value: number) => boolean): number {
  let found = 0;
  for (const value of values) if (test(value)) found++;
  return found;
}

/**
 * Products that continue another one under a new id: the same words in the name, or the same id but for case and punctuation, and
 * the other's last sale within 8 weeks before to 4 weeks after this one's first.
 */
function findRenamed(panel: Panel): Map<string, string> {
  const byKey = new Map<string, number[]>();
  const keysOf = (row: number): string[] => {
    const { id, name } = panel.products[row];
    const words = tokenise(name);
    const stem = id.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
    return [...(words.length > 1 && name !== id ? [`n ${words.sort().join(' ')}`] : []), `i ${stem}`];
  };
  panel.products.forEach((_, row) => {
    for (const key of keysOf(row)) byKey.set(key, [...(byKey.get(key) ?? []), row]);
  });
  const renamed = new Map<string, string>();
  panel.products.forEach((product, row) => {
    for (const other of keysOf(row).flatMap((key) => byKey.get(key) ?? [])) {
      if (other === row) continue;
      const before = panel.products[other];
      const gap = product.firstSale - before.lastSale;
      const older = before.firstSale < product.firstSale;
      if (older && gap <= 7 * renamedBeforeWeeks && gap >= -7 * renamedAfterWeeks) renamed.set(product.id, before.id);
    }
  });
  return renamed;
}
