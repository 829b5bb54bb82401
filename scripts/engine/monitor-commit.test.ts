import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect, test, vi } from 'vitest';
import type { CategoryOutlook } from '#engine/planning/problem/plan-request.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { planComputation } from '#state/plan/plan-actions.ts';
import { offersToKeep } from '#state/plan/plan-offers.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers as planning } from '#workers/planning/handlers.ts';
import { commitFromFiles, importPanel } from './monitor-commit.ts';
import { handlers as candidatesHandlers } from './node-candidates.ts';

type Jobs = Readonly<Record<string, (asked: unknown, control: unknown) => unknown>>;
const world = vi.hoisted(() => ({
  forecasts: [] as readonly unknown[],
  priceResponse: [] as readonly unknown[],
  outlooks: [] as readonly unknown[],
  /** What each worker runs; set before anything is asked. */
  handlers: {} as Record<string, unknown>,
  control: null as unknown,
  /** The workers need a browser; what they run does not. */
  inProcess: (worker: string) => ({
    run: async (job: string, input: unknown) => ({
      kind: 'done',
      output: await (world.handlers[worker] as Jobs)[job](input, (world.control as () => unknown)()),
    }),
  }),
  /** Handlers that answer an equal question from memory: page and verb ask the same, and all that they ask is compared. */
  remembering: async (original: () => Promise<unknown>) => {
    const all = (await original()) as { readonly handlers: Jobs };
    const remember = ([job, run]: [string, Jobs[string]]) => {
      const asked: { readonly input: unknown; readonly output: unknown }[] = [];
      const answer: Jobs[string] = (input, control) => {
        const known = asked.find((each) => isDeepStrictEqual(each.input, input));
        if (known) world.fromMemory.push(job);
        const output = known ? known.output : run(input, control);
        if (!known) asked.push({ input, output });
        return output;
      };
      return [job, answer];
    };
    return { ...all, handlers: Object.fromEntries(Object.entries(all.handlers).map(remember)) };
  },
  fromMemory: [] as string[],
}));
vi.mock('#workers/planning/handlers.ts', world.remembering);
vi.mock('#workers/ingest/handlers.ts', world.remembering);
vi.mock('./node-candidates.ts', world.remembering);
vi.mock('#state/plan/plan-inputs.ts', () => ({
  upstreamInput: { stores: [], read: () => 'forecasts' },
  areOutlooksEarly: () => false,
  currentOutlooks: () => ({ outlooks: world.outlooks, networksTrainedAt: 0 }),
  gatherForecasts: async () => world.forecasts,
}));
vi.mock('#state/candidates/candidates-actions.ts', async (original) => {
  const actual = (await original()) as { candidatesComputation: object };
  const current = () => ({ forecasts: world.forecasts, priceResponse: world.priceResponse });
  return { ...actual, candidatesComputation: { ...actual.candidatesComputation, current } };
});
vi.mock('#workers/candidates/client.ts', () => ({ createCandidatesClient: () => world.inProcess('candidates') }));
vi.mock('#workers/planning/client.ts', () => ({ createPlanningClient: () => world.inProcess('planning') }));

const folder = path.resolve(import.meta.dirname, '../../public/sample');
const fewer = mkdtempSync(path.join(tmpdir(), 'debut-sample-'));
/** The sample with a sixth of its candidates: as many ways of planning them, in a sixth of the time. */
const files = readdirSync(folder)
  .filter((name) => /\.csv(\.gz)?$/.test(name))
  .map((name) => {
    if (!name.startsWith('candidates')) return path.join(folder, name);
    const [header, ...rows] = readFileSync(path.join(folder, name), 'utf8').trim().split(/\r?\n/);
    writeFileSync(path.join(fewer, name), [header, ...rows.filter((_, at) => at % 6 === 0)].join('\n'));
    return path.join(fewer, name);
  });
afterAll(() => rmSync(fewer, { recursive: true }));

test('the verb commits the page’s own plan of the sample: the same problem to the last bit, weeks and offers', async () => {
  const { dataset, panel } = await importPanel(files, () => {});
  const { calendar, candidates } = dataset;
  const made = await candidatesHandlers.forecastCandidates(
    { panel, calendar, candidates, horizon: 13, hitThreshold: null, preferences: [] },
    createFreeControl(),
  );
  // A forecast of one category, so that what it says of trend and spread counts.
  const mean = Float64Array.from({ length: 13 }, (_, k) => 900 + 20 * k);
  const limits = { lo50: mean, hi50: mean, lo80: mean, hi80: mean, lo95: mean, hi95: mean };
  const outlook = { category: panel.categories[0], forecast: { mean, ...limits }, folds: [] };
  const outlooks = [outlook as unknown as CategoryOutlook];
  Object.assign(world, { forecasts: made.forecasts, priceResponse: made.priceResponse, outlooks });
  Object.assign(world, { handlers: { candidates: candidatesHandlers, planning }, control: createFreeControl });
  const seed = 3;
  useSettingsStore.setState({ seed });
  useDatasetStore.setState({ facts: { ...noFacts, dataset } });
  await planComputation.start();
  const { job, current } = usePlanStore.getState();
  if (job.status !== 'ready' || !current) throw new Error(JSON.stringify(job));
  const options = { seed, moves: null, weeks: 26, capacity: null, name: 'Sample' };
  const plan = await commitFromFiles(
    files,
    options,
    () => {},
    async () => outlooks,
  );
  const { built, search } = job.result;
  expect(plan.instance).toEqual(JSON.parse(JSON.stringify(current.instance)));
  expect(plan.weeks).toEqual(current.weeks);
  expect(plan.offers).toEqual(offersToKeep(built.instance, candidates));
  expect(plan.profit.mean / search.value).toBeCloseTo(1, 9);
  expect(plan.offers?.some((own) => own.length > 2)).toBe(true);
  // Step by step the verb asked what the page had asked: had it asked anything else, that would have been computed.
  const asked = ['importFiles', 'forecastCandidates', 'buildInstance', 'optimise', 'chooseMoves'];
  expect(world.fromMemory).toEqual(asked);
}, 300_000);
