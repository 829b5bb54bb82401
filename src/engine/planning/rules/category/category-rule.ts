import type { LaunchDomains } from '#engine/planning/feasibility/launch-domains.ts';
import type { LaunchCategory } from '#engine/planning/problem/launch-instance.ts';
import { weeksWithin } from '#engine/planning/problem/planning-weeks.ts';
import type { RuleSources } from '#engine/planning/rules/define-rule.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import type { Liftable, PlanningRule, RuledProblem } from '#engine/planning/rules/planning-rule.ts';

type Limits = Pick<LaunchCategory, 'min' | 'max' | 'spacingWeeks' | 'spacingMax' | 'blackoutWeeks'>;

/** How many of a category launch, at least and at most, and in any few weeks; weeks closed to it are the week rule's. */
export const categoryRule: PlanningRule = {
  names: ['category-min', 'category-max', 'category-spacing'],
  block: (_, state, i, t) => {
    const { rules } = state;
    const category = rules.category[i];
    if (state.categoryCount[category] >= rules.categoryMax[category]) return { rule: 'category-max', category };
    if (state.hasSpace(category, t)) return null;
    const span = rules.spacingWeeks[category];
    const other = firstOfCategory(state, category, t - span + 1, t + span - 1);
    return { rule: 'category-spacing', category, ...(other < 0 ? {} : { other, week: state.weeks[other] }) };
  },
  reliefs: (_, state, i, t) => {
    const category = state.rules.category[i];
    const over = state.categoryCount[category] + 1 - state.rules.categoryMax[category];
    const crowded = state.spacingExceeded(category, t);
    return [
      ...(over > 0 ? [{ rule: 'category-max' as const, category, by: over }] : []),
      ...(crowded > 0 ? [{ rule: 'category-spacing' as const, category, week: t, by: crowded }] : []),
    ];
  },
  relax: (problem, _, { rule, category = -1, by }) =>
    withCategories(problem, (known, c) => {
      if (c !== category) return {};
      if (rule === 'category-max') return { max: known.max + by };
      // A lower limit never keeps a product out.
      return rule === 'category-spacing' ? { spacingMax: known.spacingMax + by } : {};
    }),
  liftables: [
    liftable('category-blackout', { blackoutWeeks: [] }, ({ name }) => ({ category: name })),
    liftable('spacing', { spacingMax: Number.POSITIVE_INFINITY }, ({ name, spacingWeeks, spacingMax }) => ({
      category: name,
      weeks: spacingWeeks,
      max: spacingMax,
    })),
    liftable('category-max', { max: Number.POSITIVE_INFINITY }, ({ name, max }) => ({ category: name, count: max })),
    liftable('category-min', { min: 0 }, ({ name, min }) => ({ category: name, count: min })),
  ],
  propagators: [
    { phase: 2, create: keepCounts },
    { phase: 5, create: keepSpacing },
  ],
  spanLimit: ({ rules, category, last }) => {
    const counts = new Int32Array(rules.categories);
    return {
      begin() {
        counts.fill(0);
      },
      isExceededWith(k, from) {
        const c = category[k];
        counts[c] += 1;
        return counts[c] > Math.ceil((last[k] - from + 1) / rules.spacingWeeks[c]) * rules.spacingMax[c];
      },
    };
  },
  rows: ({ products, weeks, categories, category, categoryMin, categoryMax, spacingWeeks, spacingMax }) => {
    const windowPrice = new Float64Array(categories * weeks);
    const maxima = categories * weeks;
    const minima = maxima + categories;
    /** Windows of the spacing that hold week t. */
    const firstWindow = (c: number, t: number): number => Math.max(0, t - spacingWeeks[c] + 1);
    const lastWindow = (c: number, t: number): number => Math.min(t, Math.max(0, weeks - spacingWeeks[c]));
    return {
      count: minima + categories,
      fill({ rightSide, isLowerLimit }, at) {
        for (let c = 0; c < categories; c++) {
          const starts = Math.max(1, weeks - spacingWeeks[c] + 1);
          rightSide.fill(spacingMax[c], at + c * weeks, at + c * weeks + starts);
          rightSide[at + maxima + c] = categoryMax[c];
          rightSide[at + minima + c] = categoryMin[c];
          isLowerLimit[at + minima + c] = 1;
        }
      },
      charge(prices, at, reduced) {
        for (let c = 0; c < categories; c++)
          for (let t = 0; t < weeks; t++) {
            let sum = prices[at + maxima + c] - prices[at + minima + c];
            const last = lastWindow(c, t);
            for (let a = firstWindow(c, t); a <= last; a++) sum += prices[at + c * weeks + a];
            windowPrice[c * weeks + t] = sum;
          }
        for (let i = 0; i < products; i++)
          for (let t = 0; t < weeks; t++) reduced[i * weeks + t] -= windowPrice[category[i] * weeks + t];
      },
      countUse(choice, at, usage) {
        for (let i = 0; i < products; i++) {
          if (choice[i] < 0) continue;
          const c = category[i];
          usage[at + maxima + c] += 1;
          usage[at + minima + c] += 1;
          const last = lastWindow(c, choice[i]);
          for (let a = firstWindow(c, choice[i]); a <= last; a++) usage[at + c * weeks + a] += 1;
        }
      },
    };
  },
};

/** Limits of one category; a category that nothing is said about has none. `own`: candidates that belong to it. */
export function describeLimits(
  name: string,
  own: number,
  { constraints, start, weeks }: Pick<RuleSources, 'constraints' | 'start' | 'weeks'>,
): Limits {
  const limit = constraints.categories.find(({ category }) => category === name);
  return {
    min: Math.max(0, limit?.min ?? 0),
    max: limit?.max ?? own,
    spacingWeeks: Math.max(1, limit?.spacingWeeks ?? 1),
    spacingMax: limit?.spacingMax ?? own,
    blackoutWeeks: weeksWithin(limit?.blackouts ?? [], start, weeks),
  };
}

function withCategories(
  problem: RuledProblem,
  change: (category: LaunchCategory, c: number) => Partial<Limits>,
): RuledProblem {
  const { instance } = problem;
  const categories = instance.categories.map((known, c) => ({ ...known, ...change(known, c) }));
  return { ...problem, instance: { ...instance, categories } };
}

/** One of the limits of each category; `without`: a category that has it no more. */
function liftable(
  kind: string,
  without: Partial<Limits>,
  params: (category: LaunchCategory) => Readonly<Record<string, string | number>>,
): Liftable {
  const [key] = Object.keys(without) as (keyof Limits)[];
  const isSet = ({ min, blackoutWeeks }: LaunchCategory): boolean =>
    key === 'min' ? min > 0 : key !== 'blackoutWeeks' || blackoutWeeks.length > 0;
  return {
    block: 2,
    rank: 0,
    list: ({ instance }) => instance.categories.flatMap((category, c) => (isSet(category) ? [c] : [])),
    keep: (problem, kept) => withCategories(problem, (_, c) => (kept.has(c) ? {} : without)),
    words: ({ instance }, limits) =>
      limits.map((c) => ({ code: `plan-rule-${kind}`, params: params(instance.categories[c]) })),
  };
}

function firstOfCategory(state: PlanState, category: number, from: number, to: number): number {
  const { rules } = state;
  for (let w = Math.max(0, from); w <= Math.min(rules.weeks - 1, to); w++)
    for (let i = state.firstInWeek[w]; i >= 0; i = state.nextInWeek[i]) if (rules.category[i] === category) return i;
  return -1;
}

function keepCounts(domains: LaunchDomains): () => boolean | null {
  const { rules, ofCategory } = domains;
  return () => {
    let changed = false;
    for (let c = 0; c < rules.categories; c++) {
      const outcome = domains.keepAtMost(ofCategory[c], rules.categoryMax[c]);
      if (outcome === null) return null;
      changed = outcome || changed;
      const min = rules.categoryMin[c];
      if (min === 0) continue;
      let possible = 0;
      for (const k of ofCategory[c]) if (!domains.isOut(k)) possible += 1;
      if (possible < min) return null;
      if (possible === min) for (const k of ofCategory[c]) changed = domains.decide(k, true) || changed;
    }
    return changed;
  };
}

/** Launches whose week is settled fill the windows of the spacing; the others keep to what is left. */
function keepSpacing(domains: LaunchDomains): () => boolean | null {
  const { rules, weeks, count, category, ofCategory, size, first } = domains;
  const inWeek = new Int32Array(rules.categories * weeks);
  /** Most launches of the category in any window of its spacing that holds week t. */
  const mostAround = (c: number, t: number): number => {
    const span = rules.spacingWeeks[c];
    let most = 0;
    for (let a = Math.max(0, t - span + 1); a <= Math.min(t, Math.max(0, weeks - span)); a++) {
      let sum = 0;
      for (let w = a; w < Math.min(a + span, weeks); w++) sum += inWeek[c * weeks + w];
      most = Math.max(most, sum);
    }
    return most;
  };
  return () => {
    inWeek.fill(0);
    for (let k = 0; k < count; k++) if (domains.isIn(k) && size[k] === 1) inWeek[category[k] * weeks + first[k]] += 1;
    const isFull = new Uint8Array(rules.categories * weeks);
    for (let c = 0; c < rules.categories; c++) {
      if (ofCategory[c].length === 0) continue;
      for (let t = 0; t < weeks; t++) {
        const most = mostAround(c, t);
        if (most > rules.spacingMax[c]) return null;
        if (most + 1 > rules.spacingMax[c]) isFull[c * weeks + t] = 1;
      }
    }
    let changed = false;
    for (let k = 0; k < count; k++) {
      if (domains.isOut(k) || (domains.isIn(k) && size[k] === 1)) continue;
      changed = domains.close(k, (t) => isFull[category[k] * weeks + t] === 1) || changed;
    }
    return changed;
  };
}
