import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { FactsIn } from '#storage/slices/slices.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { handlers as project } from '#workers/project/handlers.ts';
import { priceAgain } from './price-again.ts';

// The workers need a browser; what they run does not.
vi.mock('./plan-workers.ts', () => ({
  planningClient: {
    async run(name: 'priceAgain', input: never) {
      try {
        return { kind: 'done', output: await handlers[name](input, createFreeControl()) };
      } catch (error) {
        if (error instanceof JobRefused) return { kind: 'refused', code: error.code, params: error.params };
        throw error;
      }
    },
  },
}));
vi.mock('./plan-pricing.ts', () => ({ planWindowShare: 0.02 }));

type PlanFacts = FactsIn<'plan'>;
let plan: PlanFacts;
let dataset: Dataset | null;

beforeAll(async () => {
  const file = path.join(import.meta.dirname, '../../workers/project/fixtures/2026-11-26-columns.debut');
  const { parts } = await project.readProject({ file: new Blob([readFileSync(file)]) }, createFreeControl());
  const of = (key: string): unknown => parts.find((part) => part.key === key)?.value;
  plan = of('plan') as PlanFacts;
  dataset = (of('dataset') as FactsIn<'dataset'>).dataset;
});

function ready({ job }: PlanFacts) {
  if (job.status !== 'ready') throw new Error('no plan');
  return job.result;
}

it('shows what a plan is worth and not what a hand wrote into its file', async () => {
  const honest = (await priceAgain(plan, dataset)) as PlanFacts;
  const result = ready(plan);
  const million = { ...result.search.figures, profit: 1e7 };
  const forged: PlanFacts = {
    ...plan,
    job: {
      ...(plan.job as { status: 'ready'; inputHash: string }),
      result: { ...result, search: { ...result.search, figures: million, value: 1e7, upperBound: 1e7, gap: 0 } },
    },
    current: plan.current && {
      ...plan.current,
      reading: { ...plan.current.reading, figures: { ...plan.current.reading.figures, profit: 1e7 } },
    },
    saved: plan.current
      ? [
          {
            ...{ id: 'a', name: 'a', weeks: plan.current.weeks, settings: plan.settings, upperBound: 1e7 },
            ...{ decisions: { locks: {}, moved: [], made: {} }, startDay: result.built.startDay + 7 },
            candidates: result.built.instance.products.map(({ id }) => id),
            reading: { ...plan.current.reading, figures: million },
          },
        ]
      : [],
  };
  const again = (await priceAgain(forged, dataset)) as PlanFacts;
  expect(ready(again).search).toEqual({ ...ready(honest).search });
  expect(again.current).toEqual(honest.current);
  expect(again.current?.reading.figures.profit).toBeLessThan(1e7);
  expect(ready(again).search.upperBound).toBeGreaterThanOrEqual(ready(again).search.value);
  // A scenario of another problem can't be worked out: no figure of it is shown.
  expect(again.saved[0].reading.figures.profit).toBeNaN();
  expect(again.saved[0].upperBound).toBeNull();
});

it('takes no plan whose problem is none', async () => {
  const result = ready(plan);
  const products = result.built.instance.products.map((product) => ({ ...product, category: 99 }));
  const built = { ...result.built, instance: { ...result.built.instance, products } };
  const job = { ...(plan.job as { status: 'ready'; inputHash: string }), result: { ...result, built } };
  expect(await priceAgain({ ...plan, job }, dataset)).toBeNull();
});
