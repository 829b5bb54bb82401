import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { changeLanguage, startLanguage } from '#i18n/start-language.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import {
  type CurrentPlan,
  initialPlanSettings,
  noDecisions,
  type PlanResult,
  usePlanStore,
} from '#state/plan/plan-store.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { LaunchCalendar } from './calendar/launch-calendar.tsx';
import { LaunchTable, NotSelectedTable } from './calendar/launch-table.tsx';
import { WhatIfBar } from './calendar/what-if-bar.tsx';
import { ComparePanel } from './compare/compare-panel.tsx';
import { FrontChart } from './compare/frontier-chart.tsx';
import { StabilityLine } from './compare/stability-line.tsx';
import { StressPanel } from './compare/stress-panel.tsx';
import { LaunchDetail } from './offer/launch-detail.tsx';
import { PlanFinding, SearchWords } from './plan-finding.tsx';
import { PlanNotices } from './plan-notices.tsx';
import { PlanStep } from './plan-step.tsx';
import { BudgetPeriods } from './rules/budget-periods.tsx';
import { CapacityWeeks } from './rules/capacity-weeks.tsx';
import { CategoryLimits } from './rules/category-limits.tsx';
import { ConstraintsPanel } from './rules/constraints-panel.tsx';
import { GroupLimits } from './rules/group-limits.tsx';
import { LimitsPanel } from './rules/limits-panel.tsx';
import { ObjectivePanel } from './rules/objective-panel.tsx';
import { PrecedenceList } from './rules/precedence-list.tsx';
import { ProductRules } from './rules/product-rules.tsx';
import { RuledProducts } from './rules/ruled-products.tsx';

vi.mock('zustand', async (original) => (await import('#state/testing/current-stores.ts')).withCurrentStores(original));
// The workers need a browser; a screen that is only drawn asks nothing of them.
vi.mock('#state/plan/plan-workers.ts', () => ({ planningClient: {}, candidatesClient: {} }));
// The plan is of the present data.
vi.mock('#state/plan/plan-actions.ts', async () =>
  (await import('#state/testing/fake-plan.ts')).planOfHashes(() => ''),
);
vi.mock('#workers/candidates/client.ts', () => ({ createCandidatesClient: () => ({}) }));

const startDay = 20_458;
const instance: LaunchInstance = { ...randomInstance({ seed: 6, products: 8, weeks: 10 }), currency: 'CNY' };
const { weeks: plan, ...other } = { weeks: [0, 2, -1, 4, 5, -1, 7, 1], weights: { demand: 0.5, market: 0.5 } };
const control = createFreeControl<never>();

/** A plan on screen with every part of it filled: reasons, futures, answers to questions, a front, two plans put aside. */
async function fill(hasCosts: boolean): Promise<{ result: PlanResult; current: CurrentPlan }> {
  const candidates = instance.products.map(
    ({ id, category }, row): Candidate => ({
      id,
      name: id,
      attributes: {},
      price: 10,
      row,
      effort: 1,
      mustLaunch: row === 0,
      category: instance.categories[category].name,
      ...(hasCosts ? { unitCost: 4 } : {}),
      ...(row < 3 ? { wave: 'spring', exclusiveGroup: 'fans', earliest: startDay, latest: startDay + 60 } : {}),
      ...(row === 4 ? { after: [{ candidate: instance.products[0].id, weeks: 2 }] } : {}),
      ...(row === 1 ? { closed: [{ from: startDay, to: startDay + 6 }] } : {}),
    }),
  );
  const reading = await handlers.evaluatePlan({ instance, weeks: plan, ...other }, control);
  const search = await handlers.optimise(
    { instance, ...other, objective: 'front', method: 'nsga2', lambda: 0, seed: 1, moves: 3000 },
    createFreeControl(),
  );
  const stress = await handlers.stressPlan({ instance, weeks: plan }, control);
  const built = {
    instance,
    startDay,
    baseline: plan,
    hasCosts,
    seasons: [],
    events: [],
    issues: [],
    products: instance.products.map(({ id }) => ({
      ...({ candidateId: id, stockSource: 'newsvendor', criticalRatio: 0.5, coverWeeks: 4 } as const),
      ...({ costSource: 'given', salvageSource: 'given' } as const),
    })),
  };
  const settings = { ...initialPlanSettings, weeks: 10 };
  const result: PlanResult = { built, search, baseline: reading, settings, seed: 1, seconds: 2 };
  const byWeek = new Float64Array(80);
  const kept = new Float64Array(8).fill(0.3);
  const current: CurrentPlan = {
    weeks: plan,
    instance,
    reading,
    stress,
    contradictions: [{ code: 'plan-must-locked-out', severity: 'error', params: { product: instance.products[1].id } }],
    stability: {
      isRunning: false,
      share: null,
      found: { rounds: 20, kept, near: kept, launched: kept, byWeek, overall: 0.3 },
    },
    worth: {
      isRunning: false,
      share: null,
      found: [
        { limit: 'capacity', week: 3, extra: 1, price: 10, worth: 12 },
        { limit: 'budget', from: 0, to: 4, extra: 1000, price: 10, worth: 12 },
        { limit: 'budget', extra: 1000, price: 10, worth: 12 },
      ],
    },
  };
  const put = { reading, startDay, candidates: candidates.map(({ id }) => id), settings, decisions: noDecisions };
  useDatasetStore.setState({
    facts: {
      ...noFacts,
      dataset: {
        panel: { start: startDay - 70, completeTo: 10, weekStart: 0 } as never,
        calendar: null,
        reviews: [],
        candidates,
        currency: 'CNY',
        fingerprint: 'one',
      },
    },
  });
  usePlanStore.setState({
    settings,
    current,
    job: { status: 'ready', inputHash: '', result },
    selected: instance.products[0].id,
    decisions: { ...noDecisions, locks: { [instance.products[2].id]: null }, moved: [instance.products[0].id] },
    saved: ['a', 'b'].map((name) => ({ ...put, id: name, name, weeks: plan.map(() => -1), upperBound: null })),
    trial: {
      candidateId: instance.products[0].id,
      product: 0,
      week: 3,
      weeks: plan,
      figures: reading.figures,
      neighbours: [{ product: 0, other: 1, before: 5, after: 50 }],
    },
  });
  return { result, current };
}

function screens({ result, current }: { result: PlanResult; current: CurrentPlan }): Record<string, ReactElement> {
  const id = instance.products[0].id;
  const both = { result, current };
  return {
    finding: <PlanFinding {...both} />,
    notices: <PlanNotices {...both} />,
    'what if': <WhatIfBar {...both} />,
    calendar: <LaunchCalendar {...both} />,
    stability: <StabilityLine {...both} />,
    launches: <LaunchTable {...both} />,
    'not selected': <NotSelectedTable {...both} />,
    detail: <LaunchDetail {...both} />,
    front: <FrontChart {...both} />,
    limits: <LimitsPanel {...both} />,
    stress: <StressPanel current={current} />,
    compare: <ComparePanel {...both} />,
    objective: <ObjectivePanel />,
    rules: <ConstraintsPanel />,
    'week by week': <CapacityWeeks usual={3} />,
    budgets: <BudgetPeriods periods={[{ from: startDay, to: startDay + 30, amount: 10 }]} />,
    categories: <CategoryLimits limits={[]} />,
    waves: <GroupLimits kind="wave" groups={[]} />,
    groups: <GroupLimits kind="exclusiveGroup" groups={[]} />,
    order: <PrecedenceList />,
    products: <RuledProducts />,
    'product rules': <ProductRules candidateId={id} result={result} />,
  };
}

const wordsOf = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe.each(['en', 'zh'] as const)('screens of the plan in %s', (language) => {
  beforeAll(async () => {
    await startLanguage(language);
    await changeLanguage(language);
    vi.stubGlobal('navigator', { language, hardwareConcurrency: 2, platform: '', userAgent: '' });
  });
  beforeEach(() => usePlanStore.setState({ current: null, saved: [], trial: null, selected: null }));

  it('are drawn without a missing text, a missing value or a hole', async () => {
    for (const [name, screen] of Object.entries(screens(await fill(true)))) {
      const markup = renderToStaticMarkup(screen);
      expect(markup.length, name).toBeGreaterThan(20);
      expect(/\bplan:[a-z.]+|\{\{|undefined|NaN|Infinity/.exec(markup)?.[0], name).toBeUndefined();
    }
  });

  it('name the products when the data that named them is gone, and say what the plan was made without', async () => {
    const { result, current } = await fill(true);
    const names = instance.products.map((_, i) => ({ name: `Kettle ${i}` }));
    useDatasetStore.setState({ facts: noFacts });
    const kept = { ...result, names, hasOutlooks: false };
    expect(wordsOf(renderToStaticMarkup(<LaunchTable result={kept} current={current} />))).toContain('Kettle 0');
    expect(wordsOf(renderToStaticMarkup(<LaunchTable result={result} current={current} />))).not.toContain('Kettle');
    const without = language === 'en' ? 'Made without demand by category' : '没有分品类的需求预测';
    const notices = (shown: PlanResult): string =>
      wordsOf(renderToStaticMarkup(<PlanNotices result={shown} current={current} />));
    expect(notices(kept)).toContain(without);
    expect(notices({ ...result, hasOutlooks: true })).not.toContain(without);
    expect(notices(result)).not.toContain(without);
  });

  it('name in what contradicts itself the product, not its code', async () => {
    await fill(true);
    const { facts } = useDatasetStore.getState();
    const [first, second, ...others] = facts.dataset?.candidates ?? [];
    const dataset = { ...facts.dataset, candidates: [first, { ...second, name: 'Tall Kettle' }, ...others] } as never;
    useDatasetStore.setState({ facts: { ...facts, dataset } });
    expect(wordsOf(renderToStaticMarkup(<ConstraintsPanel />))).toMatch(/Tall Kettle/);
  });

  it('speak of a constraint that is named only where one is', async () => {
    const help = language === 'en' ? 'constraint that is named' : '上面提到的约束';
    const say = (code: string): string => {
      usePlanStore.setState({ job: { status: 'failed', inputHash: '', issue: { code, severity: 'error' } } });
      return wordsOf(renderToStaticMarkup(<PlanStep />));
    };
    expect(say('plan-must-locked-out')).toContain(help);
    for (const code of ['plan-crashed', 'candidates-crashed', 'worker-crashed']) expect(say(code)).not.toContain(help);
  });

  it('call no plan proven that breaks rules', async () => {
    const { result, current } = await fill(true);
    const proven = language === 'en' ? /Over the launch weeks.*no plan/ : /只就上新周而言/;
    const search = { ...result.search, objective: 'profit' as const, upperBound: 1e12 };
    const say = (violations: CurrentPlan['reading']['figures']['violations']): string => {
      const reading = { ...current.reading, figures: { ...current.reading.figures, violations } };
      const plan = { result: { ...result, search }, current: { ...current, reading } };
      return wordsOf(
        renderToStaticMarkup(
          <>
            <PlanFinding {...plan} />
            <SearchWords {...plan} />
          </>,
        ),
      );
    };
    expect(say([])).toMatch(proven);
    const broken = say([{ rule: 'capacity', week: 1, by: 1 }]);
    expect(broken).not.toMatch(proven);
    expect(broken).toMatch(language === 'en' ? /does not meet 1 of your rules/ : /不符合 1 条规则/);
  });

  it('call nothing a profit when no candidate has a cost', async () => {
    for (const [name, screen] of Object.entries(screens(await fill(false)))) {
      const words = wordsOf(renderToStaticMarkup(screen)).replace(
        /for profit|, not profit|no profit can|无法算利润|不是利润|按利润/g,
        '',
      );
      expect(/.{0,30}(profit|loses money|利润|亏损|赚)/i.exec(words)?.[0], name).toBeUndefined();
    }
  });
});
