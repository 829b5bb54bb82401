import { expect, test, vi } from 'vitest';
import { plantPanel, withLaunchPrices } from '#engine/launch/testing/simulated-panel.ts';
import { isWhole } from '#engine/monitor/checksum-plan.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { candidatesComputation } from '#state/candidates/candidates-actions.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { planComputation } from '#state/plan/plan-actions.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { reloaded } from '#state/testing/reloaded.ts';
import type { JobRefused } from '#workers/job-control.ts';
import {
  acceptReplan,
  answerMatch,
  compareVersions,
  dropReplan,
  followData,
  openVersion,
  replanComputation,
  runTracking,
  selectVersion,
  takeRevision,
  tellStock,
  tickReplan,
  trackingComputation,
} from './monitor-actions.ts';
import { commitCurrentPlan, commitState } from './monitor-commit.ts';
import { type Commitment, currentCommitment, persistedMonitor, useMonitorStore } from './monitor-store.ts';

// The workers need a browser; what they run does not.
type Handlers = Readonly<Record<string, (input: object, control: object) => unknown>>;
const answering = vi.hoisted(
  () =>
    (load: () => Promise<{ readonly handlers: unknown }>, change: (input: object) => object = (input) => input) => ({
      run: async (name: string, input: object) => {
        const handlers = (await load()).handlers as Handlers;
        const control = { report: () => {}, giveAway: () => {}, pause: async () => {}, cancelled: () => false };
        try {
          return { kind: 'done', output: await handlers[name](change(structuredClone(input)), control) };
        } catch (error) {
          const { code, params } = error as JobRefused;
          if (!code) throw error;
          return { kind: 'refused', code, params };
        }
      },
    }),
);
vi.mock('#workers/ingest/client.ts', () => ({ ingestClient: {} }));
vi.mock('#workers/candidates/client.ts', () => ({
  createCandidatesClient: () =>
    answering(async () => ({ handlers: (await import('../../../scripts/engine/node-candidates.ts')).quickHandlers })),
}));
vi.mock('#workers/planning/client.ts', () => ({
  createPlanningClient: () =>
    answering(
      () => import('#workers/planning/handlers.ts'),
      (input) => ({ ...input, moves: 3000 }),
    ),
}));
vi.mock('#workers/monitor/client.ts', () => ({
  createMonitorClient: () =>
    answering(
      () => import('#workers/monitor/handlers.ts'),
      (input) => ('seed' in input && 'moves' in input ? { ...input, moves: 3000 } : input),
    ),
}));

const { panel: planted, calendar } = plantPanel(2);
const panel = withLaunchPrices(planted);
const candidates = ['A', 'B', 'C', 'D'].map(
  (id, row): Candidate => ({
    id,
    name: `灯具 Lighting ${id}${row}`,
    category: panel.categories[0],
    attributes: {},
    price: 80,
    unitCost: 30,
    fixedCost: 500,
    mustLaunch: true,
    effort: 1,
    leadTimeWeeks: 3,
    row,
  }),
);

function show(fingerprint: string, shown: Panel): void {
  const dataset: Dataset = { panel: shown, calendar, candidates, reviews: [], currency: 'CNY', fingerprint };
  useDatasetStore.setState({ import: { status: 'ready' }, facts: { ...noFacts, dataset } });
}

/** The planted panel with later weeks in which these products sell so much. */
function later(
  weeks: number,
  products: readonly { readonly id: string; readonly name: string; readonly sold: readonly number[] }[],
): Panel {
  const periods = panel.periods + weeks;
  const all = [
    ...panel.products.map((product, row) => ({ product, row })),
    ...products.map((product) => ({ product, row: -1 })),
  ];
  const column = (from: Float64Array, fresh: (at: number, t: number) => number): Float64Array =>
    Float64Array.from({ length: all.length * periods }, (_, k) => {
      const [at, t] = [Math.floor(k / periods), k % periods];
      const { row } = all[at];
      if (row >= 0) return from[row * panel.periods + (t < panel.periods ? t : t - 52)];
      return t < panel.periods ? Number.NaN : fresh(at - panel.products.length, t - panel.periods);
    });
  const units = column(panel.units, (at, t) => products[at].sold[t] ?? Number.NaN);
  return {
    ...panel,
    periods,
    completeTo: periods,
    units,
    revenue: units.map((pieces) => pieces * 80),
    price: column(panel.price, () => 80),
    products: all.map(({ product, row }) =>
      row >= 0
        ? panel.products[row]
        : {
            id: product.id,
            name: product.name,
            category: 0,
            firstSale: panel.start + 7 * panel.periods,
            lastSale: panel.start + 7 * periods - 1,
          },
    ),
  };
}

const current = (): Commitment => currentCommitment(useMonitorStore.getState()) as Commitment;
const tracked = () => {
  const { job } = useMonitorStore.getState();
  if (job.status !== 'ready') throw new Error(`not tracked: ${JSON.stringify(job)}`);
  return job.result;
};
const known = (id: string) => current().actuals?.series.find(({ productId }) => productId === id)?.units;

test('a plan is committed once there is one that fits the data', async () => {
  show('planted', panel);
  expect(commitState()).toBe('no-plan');
  await candidatesComputation.start();
  await planComputation.start();
  expect(commitState()).toBe('possible');
  expect(await commitCurrentPlan('春季', '第一版')).toBe(true);
  const { plan } = current();
  expect(plan).toMatchObject({ name: '春季', note: '第一版', fingerprint: 'planted', currency: 'CNY', hasCosts: true });
  expect(plan.weeks).toEqual(usePlanStore.getState().current?.weeks);
  expect(isWhole(plan)).toBe(true);
  // Nothing has been sold since: there is nothing to track yet.
  await followData();
  expect(trackingComputation.hash()).toBeNull();
  expect(current()).toMatchObject({ actuals: null, readFrom: null, issues: [] });
  show('other', later(1, []));
  expect(commitState()).toBe('stale');
  expect(await commitCurrentPlan('zu spät', '')).toBe(false);
});

test('later sales are read, tracked, and kept when they come again; what differs waits for the manager', async () => {
  const { plan } = current();
  const [first] = [...plan.candidates].sort((a, b) => (a.launchDay ?? 0) - (b.launchDay ?? 0));
  const at = ((first.launchDay ?? 0) - plan.startDay) / 7;
  const sold = Array.from({ length: at + 6 }, (_, w) => (w < at ? 0 : Math.round(0.5 * first.weekly.mean[w - at])));
  const shown = sold.map((pieces, w) => (w < at ? Number.NaN : pieces));
  const stranger = { id: 'X9', name: '雨伞 Umbrella', sold: sold.map(() => 3) };
  show('six', later(at + 6, [{ id: first.id, name: first.name, sold: shown }, stranger]));
  await followData();
  expect(current()).toMatchObject({ readFrom: 'six', revised: null, comparison: { kind: 'first' } });
  expect(known(first.id)?.slice(at)).toEqual(sold.slice(at));
  expect(tracked().matching.strangers.map(({ productId }) => productId)).toEqual(['X9']);
  const launch = tracked().tracking.launches.find(({ candidateId }) => candidateId === first.id);
  expect(launch).toMatchObject({ state: 'below', timing: 'on-time' });
  expect(tracked().lessons.issues.map(({ code }) => code)).toContain('few-launches');

  const before = useMonitorStore.getState();
  await followData();
  expect(useMonitorStore.getState()).toBe(before);

  const changed = shown.map((pieces, w) => (w === at ? pieces + 11 : pieces));
  show('changed', later(at + 6, [{ id: first.id, name: first.name, sold: changed }, stranger]));
  await followData();
  expect(current().comparison?.revisions).toMatchObject([
    { productId: first.id, before: sold[at], after: sold[at] + 11 },
  ]);
  expect(known(first.id)?.[at]).toBe(sold[at]);
  await takeRevision(plan.id, false);
  expect(known(first.id)?.[at]).toBe(sold[at]);
  show('changed again', later(at + 6, [{ id: first.id, name: first.name, sold: changed }, stranger]));
  await followData();
  const hash = trackingComputation.hash();
  await takeRevision(plan.id, true);
  expect(known(first.id)?.[at]).toBe(sold[at] + 11);
  expect(trackingComputation.hash()).not.toBe(hash);
  expect(current().revisionLog.map(({ taken }) => taken)).toEqual([false, true]);
  expect(current().revised).toBeNull();
  // Another word on an answered question says nothing.
  await takeRevision(plan.id, true);
  expect(current().revisionLog).toHaveLength(2);

  await answerMatch(plan.id, 'X9', first.id);
  expect(tracked().matching.matches).toEqual([
    { candidateId: first.id, productIds: [first.id, 'X9'], by: expect.any(String) },
  ]);
  await answerMatch(plan.id, 'X9', undefined);
  expect(tracked().matching.strangers).toHaveLength(1);

  await tellStock(plan.id, first.id, { onHand: 321, reorders: [] });
  expect(tracked().tracking.launches.find(({ candidateId }) => candidateId === first.id)?.reforecast.stockLeft).toBe(
    321,
  );
  await tellStock(plan.id, first.id, null);
  expect(current().stock).toEqual([]);
  expect(current().plan).toBe(plan);
});

test('the rest is planned anew from forecasts made with the later sales: a line alone, then the whole', async () => {
  const { plan } = current();
  const [first] = [...plan.candidates].sort((a, b) => (a.launchDay ?? 0) - (b.launchDay ?? 0));
  const at = ((first.launchDay ?? 0) - plan.startDay) / 7;
  const second = plan.candidates.find(({ id }) => id !== first.id) as typeof first;
  const sold = Array.from({ length: at + 14 }, (_, w) =>
    w < at ? Number.NaN : Math.round(4 * first.weekly.mean[w - at]),
  );
  show(
    'runaway',
    later(
      at + 14,
      [first, second].map(({ id, name }) => ({ id, name, sold })),
    ),
  );
  await followData();
  await takeRevision(plan.id, true);
  const before = useMonitorStore.getState();
  const replanned = async () => {
    await replanComputation.start();
    const { replan } = useMonitorStore.getState();
    if (replan.status !== 'ready') throw new Error(JSON.stringify(replan));
    return replan.result;
  };
  const open = plan.candidates.filter(({ id }) => id !== first.id && id !== second.id).map(({ id }) => id);

  // Data that the version was not read from says nothing fresh: the launches so far speak, and it is said so.
  useMonitorStore.setState({ versions: before.versions.map((version) => ({ ...version, readFrom: 'other' })) });
  const alone = await replanned();
  expect(
    alone.lines.filter(({ levelSource }) => levelSource === 'launches').map(({ candidateId }) => candidateId),
  ).toEqual(open);
  expect(alone.problem.issues.map(({ code }) => code)).toContain('levels-from-launches');
  useMonitorStore.setState({ versions: before.versions });

  expect(candidatesComputation.current()).toBeNull();
  const fresh = await replanned();
  // The launches so far count among those that the new forecasts rest on.
  const library = candidatesComputation.current()?.findings.filter(({ exclusion }) => exclusion === null);
  expect(library?.map(({ productId }) => productId)).toEqual(expect.arrayContaining([first.id, second.id]));
  expect(fresh.problem.issues.map(({ code }) => code)).not.toContain('levels-from-launches');
  for (const line of fresh.lines.filter(({ candidateId }) => open.includes(candidateId))) {
    expect(line.levelSource).toBe('forecast');
    // Four times the sales of two launches move it, by less than the launches themselves would have it.
    expect(line.levelFactor).toBeGreaterThan(1.1);
    expect(line.levelFactor).toBeLessThan(2);
  }
  // And with it the plan for the rest.
  const buys = ({ lines }: typeof fresh) => lines.map(({ dayAfter, stockAfter }) => [dayAfter, stockAfter]);
  expect(buys(fresh)).not.toEqual(buys(alone));

  const peakOf = (id: string): number =>
    current().plan.instance.products.find((each) => each.id === id)?.peakDemand ?? 0;
  const factorOf = (id: string): number => fresh.lines.find((line) => line.candidateId === id)?.levelFactor ?? 0;
  const [changed, kept] = open;
  const was = [peakOf(changed), peakOf(kept)];
  await tickReplan([changed]);
  expect(await acceptReplan('A line', '')).toBe(true);
  expect(peakOf(changed) / was[0]).toBeCloseTo(factorOf(changed), 9);
  expect(peakOf(kept)).toBe(was[1]);
  const places = [changed, kept].map((id) => plan.candidates.findIndex((each) => each.id === id));
  expect(current().plan.weeks[places[0]]).toBe(fresh.weeks[places[0]]);
  expect(current().plan.weeks[places[1]]).toBe(fresh.problem.kept[places[1]]);
  const rest = await replanned();
  // The accepted line's level is today's already.
  expect(rest.lines.find(({ candidateId }) => candidateId === changed)?.levelFactor).toBeCloseTo(1, 9);
  await tickReplan(null);
  expect(await acceptReplan('The whole', '')).toBe(true);
  expect(peakOf(kept) / was[1]).toBeCloseTo(factorOf(kept), 9);
  expect(current().plan.weeks).toEqual(rest.weeks);
  const { versions } = useMonitorStore.getState();
  expect(versions.map(({ plan: { name } }) => name)).toEqual(['春季', 'A line', 'The whole']);
  expect(versions[0].plan).toBe(plan);
  useMonitorStore.setState(before);
});

test('files without a week since the plan’s start leave what is known', async () => {
  const { actuals, plan } = current();
  show('short', panel);
  await followData();
  expect(current().actuals?.weeks).toBe(actuals?.weeks);
  expect(current().readFrom).toBe('short');
  useDatasetStore.setState({
    facts: {
      ...noFacts,
      dataset: { panel: null, calendar, candidates, reviews: [], currency: 'CNY', fingerprint: 'none' },
    },
  });
  await followData();
  expect(current().issues.map(({ code }) => code)).toEqual(['actuals-no-sales']);
  expect(current().actuals).toEqual(actuals);
  expect(current().plan).toBe(plan);
});

test('the rest planned anew becomes a version of its own, whole or in part', async () => {
  const { plan } = current();
  await runTracking();
  await replanComputation.start();
  const { replan } = useMonitorStore.getState();
  if (replan.status !== 'ready') throw new Error(JSON.stringify(replan));
  await tickReplan([]);
  expect(useMonitorStore.getState().accepted).toEqual([]);
  expect(await acceptReplan('夏季', '')).toBe(true);
  const { versions } = useMonitorStore.getState();
  expect(versions.map(({ plan: { name }, isOpen }) => [name, isOpen])).toEqual([
    ['春季', false],
    ['夏季', true],
  ]);
  expect(versions[0].plan).toBe(plan);
  expect(current().plan.follows).toBe(plan.id);
  expect(isWhole(current().plan)).toBe(true);
  expect(current().actuals).toBe(versions[0].actuals);
  expect(tracked().versionId).toBe(current().plan.id);
  await compareVersions(plan.id, current().plan.id);
  expect(useMonitorStore.getState().compared?.found.differences).toHaveLength(candidates.length);
  await selectVersion(plan.id);
  expect(tracked().versionId).toBe(plan.id);
  await openVersion(plan.id, true);
  expect(current()).toMatchObject({ isOpen: true, readFrom: 'none' });
  await replanComputation.start();
  dropReplan();
  expect(useMonitorStore.getState().replan.status).toBe('idle');
});

test('versions and what is known of them come back from this machine and from a project file', () => {
  const facts = persistedMonitor.pick(useMonitorStore.getState());
  const read = reloaded(persistedMonitor, facts);
  expect(read).toEqual(facts);
  for (const { plan } of read?.versions ?? []) expect(isWhole(plan)).toBe(true);
  expect(reloaded(persistedMonitor, { ...facts, versions: [{}] })).toBeNull();
  expect(reloaded(persistedMonitor, facts, 9)).toBeNull();
});

test('a version that was altered in a file is refused with its name', async () => {
  const { versions } = useMonitorStore.getState();
  const altered = versions.map((version) => ({ ...version, plan: { ...version.plan, seed: version.plan.seed + 1 } }));
  useMonitorStore.setState({ versions: altered, job: { status: 'idle' } });
  await runTracking();
  const { job } = useMonitorStore.getState();
  expect(job).toMatchObject({ status: 'failed', issue: { code: 'plan-altered', params: { plan: '春季' } } });
});
