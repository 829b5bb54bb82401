import { sumOfKnown } from '#engine/kernels/statistics.ts';
import { tokenise } from '#engine/launch/level/word-vectors.ts';
import type { Panel } from '#engine/panel/panel.ts';
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

/** A quarter of quiet before, a quarter of sales after, at least four weeks with sales and ten units in all. */
export const launchRules: LaunchRules = { quietWeeks: 13, horizon: 13, minimumSellingWeeks: 4, minimumUnits: 10 };

const noCorrections: LaunchCorrections = { excluded: [], included: [], firstWeek: {} };

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
  const findings: LaunchFinding[] = [];
  const launches: ProductHistory[] = [];
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
    const rule = ruleAgainst(panel, weekly, from, continues, rules);
    const exclusion = corrections.excluded.includes(product.id)
      ? 'excluded-by-hand'
      : corrections.included.includes(product.id) && rule !== 'too-recent'
        ? null
        : rule;
    const at = row * panel.periods + from;
    findings.push({
      productId: product.id,
      name: product.name,
      category: panel.categories[product.category] ?? '',
      firstWeek: panel.start + 7 * from,
      dateSetByHand: byHand,
      exclusion,
      continues,
      total: sumOfKnown(window),
      stockOutWeeks: count(window, Number.isNaN),
      promotionWeeks: panel.promotion
        ? count(panel.promotion.subarray(at, at + window.length), (share) => share >= 0.5)
        : 0,
      weekly,
    });
    if (exclusion === 'excluded-by-hand' || (continues !== null && exclusion !== null)) noLaunches.push(product.id);
    if (exclusion === null || byHand) {
      const facts = factsOfProduct(panel, product, launchPrice(panel, row, from));
      const history = { ...facts, firstWeek: panel.start + 7 * from, weekly, ...viewsFrom(panel, row, from) };
      if (exclusion === null) launches.push(history);
      if (byHand) corrected.set(product.id, history);
    }
  });
  launches.sort((a, b) => a.firstWeek - b.firstWeek || (a.id < b.id ? -1 : 1));
  const range = readHistories(panel).map((history) => corrected.get(history.id) ?? history);
  return { findings, launches, range, noLaunches, rules };
}

function ruleAgainst(
  panel: Panel,
  weekly: Float64Array,
  from: number,
  continues: string | null,
  rules: LaunchRules,
): LaunchExclusion | null {
  if (from - panel.completeFrom < rules.quietWeeks) return 'log-start';
  if (panel.completeTo - from < rules.horizon) return 'too-recent';
  if (continues !== null) return 'renamed';
  const window = weekly.subarray(0, rules.horizon);
  if (2 * count(window, Number.isNaN) > rules.horizon) return 'unknown-demand';
  if (count(weekly, (units) => units > 0) < rules.minimumSellingWeeks) return 'short-lived';
  if (sumOfKnown(weekly) < rules.minimumUnits) return 'too-few-units';
  return null;
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
