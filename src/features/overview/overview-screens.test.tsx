import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { changeLanguage, startLanguage } from '#i18n/start-language.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { type CurrentPlan, initialPlanSettings, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { OverviewStep } from './overview-step.tsx';

const world = vi.hoisted(() => ({ hash: 'one' as string | null, hashOfSearch: 'one' as string | null }));

vi.mock('zustand', async (original) => (await import('#state/testing/current-stores.ts')).withCurrentStores(original));
vi.mock('#state/plan/plan-workers.ts', () => ({ planningClient: {}, candidatesClient: {} }));
vi.mock('#state/runtime/running-jobs.ts', () => ({ useRunningWork: () => [] }));
vi.mock('#state/plan/plan-actions.ts', async () =>
  (await import('#state/testing/fake-plan.ts')).planOfHashes(
    () => world.hash,
    () => world.hashOfSearch,
  ),
);

const instance = { ...randomInstance({ seed: 6, products: 8, weeks: 10 }), currency: 'CNY' };
const weights = { demand: 0.5, market: 0.5 };
const texts = {
  en: {
    proven: /Over the launch weeks.*Not covered/,
    apart: /does not apply/,
    broken: /does not meet 1 of your rules/,
    gone: /no longer here/,
    stale: /inputs of this plan have changed/,
    aim: /the objective have changed/,
    anew: 'Update the plan',
    noSales: /sales are not/,
    networks: /newly trained networks/,
    draft: /Draft: launching/,
    next: /sales of the last two years/,
    ownBreaks: /Your own schedule breaks 1 rule/,
    ownEarns: /launch weeks would earn/,
    added:
      /every promotion: \+\S*3\D?1\S* on average, made up of prices \+\S*4\D?2\S*, then orders −\S*3\S*, then promotions −\S*8/,
    overSlots: /there are fewer places/,
  },
  zh: {
    proven: /只就上新周而言.*不涵盖/,
    apart: /最优性差距的证明不适用/,
    broken: /不符合 1 条规则/,
    gone: /已被移除/,
    stale: /输入有变化/,
    aim: /规则或目标/,
    anew: '更新计划',
    noSales: /还缺销售数据/,
    networks: /新训练好的神经网络/,
    draft: /草案：/,
    next: /最近两年的销售数据/,
    ownBreaks: /您排的周次违反了 1 条规则/,
    ownEarns: /按您排的周次预计赚/,
    added: /平均 \+\S*3\D?1\S*：先改价格 \+\S*4\D?2\S*，再改订货 −\S*3\S*，再定活动 −\S*8/,
    overSlots: /活动坑位不够/,
  },
};

const drawn = (): string =>
  renderToStaticMarkup(<OverviewStep />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe.each(['en', 'zh'] as const)('the overview in %s', (language) => {
  const say = texts[language];
  let result: PlanResult;
  let current: CurrentPlan;
  beforeAll(async () => {
    await startLanguage(language);
    await changeLanguage(language);
    const search = await handlers.optimise(
      { instance, objective: 'profit', method: 'memetic', lambda: 0, seed: 1, moves: 5000, weights },
      createFreeControl(),
    );
    const { weeks } = search;
    const reading = await handlers.evaluatePlan({ instance, weeks, weights }, createFreeControl<never>());
    const built = { instance, startDay: 20_458, baseline: null, hasCosts: true } as unknown as PlanResult['built'];
    result = { built, search, baseline: null, settings: initialPlanSettings, seed: 1, seconds: 1 };
    current = { weeks, instance, reading, contradictions: [] };
  });
  beforeEach(() => {
    Object.assign(world, { hash: 'one', hashOfSearch: 'one' });
    useDemandStore.setState({ job: { status: 'idle' } });
    useDatasetStore.setState({ facts: noFacts });
    usePlanStore.setState({
      settings: initialPlanSettings,
      current,
      job: { status: 'ready', inputHash: 'one', result },
    });
  });

  it('claims the proof of a plan that is as it was found', () => {
    expect(drawn()).toMatch(say.proven);
    expect(drawn()).not.toMatch(say.apart);
    expect(drawn()).not.toMatch(say.stale);
  });

  it('says beside the sentence that a plan breaks rules, and claims no proof', () => {
    const { reading } = current;
    const figures = { ...reading.figures, violations: [{ rule: 'capacity' as const, week: 1, by: 1 }] };
    usePlanStore.setState({ current: { ...current, reading: { ...reading, figures } } });
    expect(drawn()).toMatch(say.broken);
    expect(drawn()).not.toMatch(say.proven);
  });

  it('never holds a plan against weeks that break rules without saying so', () => {
    const { reading } = current;
    const figures = { ...reading.figures, violations: [{ rule: 'capacity' as const, week: 1, by: 1 }] };
    const own = (baseline: typeof reading): void => {
      const job = { status: 'ready' as const, inputHash: 'one', result: { ...result, baseline } };
      usePlanStore.setState({ job });
    };
    own(reading);
    expect(drawn()).toMatch(say.ownEarns);
    own({ ...reading, figures });
    expect(drawn()).toMatch(say.ownBreaks);
    expect(drawn()).not.toMatch(say.ownEarns);
  });

  it('says what prices, orders and promotions add as a difference of plans, and where the other plan has no places', () => {
    expect(drawn()).not.toMatch(say.added);
    const added = { prices: 4200, orders: -300, promotions: -800, overSlots: false };
    usePlanStore.setState({ current: { ...current, added } });
    expect(drawn()).toMatch(say.added);
    expect(drawn()).not.toMatch(say.overSlots);
    usePlanStore.setState({ current: { ...current, added: { ...added, overSlots: true } } });
    expect(drawn()).toMatch(say.overSlots);
  });

  it('is a draft where the data cannot carry a plan: nothing is proven, and the next best file is named', () => {
    const panel = { completeFrom: 0, completeTo: 13, periods: 13, period: 'week', categories: [''] };
    useDatasetStore.setState({ facts: { ...noFacts, dataset: { panel, candidates: [] } as never } });
    useCandidatesStore.setState({
      job: { status: 'ready', inputHash: 'c', result: { launchesUsed: 0, backtest: null, issues: [] } as never },
    });
    const page = drawn();
    useCandidatesStore.setState({ job: { status: 'idle' } });
    expect(page).toMatch(say.draft);
    expect(page).toMatch(say.next);
    expect(page).not.toMatch(/proven|证明/i);
    expect(page).not.toMatch(say.proven);
  });

  it('says at its top when data, aim or sources are others, and how to plan anew where that can be', () => {
    Object.assign(world, { hash: 'two', hashOfSearch: 'two' });
    expect(drawn()).toMatch(say.stale);
    expect(drawn()).toMatch(say.apart);
    expect(drawn()).toContain(say.anew);
    Object.assign(world, { hash: 'two', hashOfSearch: 'one' });
    usePlanStore.setState({ settings: { ...initialPlanSettings, objective: 'article' } });
    expect(drawn()).toMatch(say.aim);
    expect(drawn()).not.toMatch(say.proven);
    Object.assign(world, { hash: null, hashOfSearch: null });
    expect(drawn()).toMatch(say.gone);
    expect(drawn()).not.toContain(say.anew);
    expect(drawn()).not.toMatch(say.proven);
  });

  it('says when networks have joined the forecasts since, unless nobody knows what it was made with', () => {
    const ready = (networksTrainedAt?: number): void => {
      const made = networksTrainedAt === undefined ? result : { ...result, networksTrainedAt };
      usePlanStore.setState({ job: { status: 'ready', inputHash: 'one', result: made } });
    };
    const joined = (used: number): void => {
      const demand = { series: [], horizon: 13, origins: 3, evidence: new Map(), networks: { trainedAt: 9, used } };
      useDemandStore.setState({ job: { status: 'ready', inputHash: 'd', result: demand } });
    };
    ready(5);
    expect(drawn()).not.toMatch(say.networks);
    joined(0);
    expect(drawn()).not.toMatch(say.networks);
    joined(3);
    // The plan stands: its sentence comes first.
    expect(drawn().search(say.networks)).toBeGreaterThan(drawn().search(say.proven));
    expect(drawn()).toContain(say.anew);
    ready(9);
    expect(drawn()).not.toMatch(say.networks);
    ready();
    expect(drawn()).not.toMatch(say.networks);
  });

  it('says that sales lack where there are candidates only', () => {
    usePlanStore.setState({ current: null, job: { status: 'idle' } });
    const dataset = {
      panel: null,
      calendar: null,
      reviews: [],
      candidates: [{ id: 'A' }],
      currency: '',
      fingerprint: 'x',
    };
    useDatasetStore.setState({ facts: { ...noFacts, dataset: dataset as never } });
    expect(drawn()).toMatch(say.noSales);
  });
});
