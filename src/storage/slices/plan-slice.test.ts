import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { initialPlanSettings, noDecisions, persistedPlan } from '#state/plan/plan-store.ts';
import { reloaded } from '#state/testing/reloaded.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { instanceSchema } from './instance-schema.ts';
import {
  explanationSchema,
  isReadingOf,
  marginalValueSchema,
  readingSchema,
  stabilitySchema,
  stressSchema,
} from './plan-report-schema.ts';

const control = createFreeControl<unknown>();
const weights = { demand: 0.5, market: 0.5 };

/** A schema must leave what the planner makes as it is: nothing refused, nothing left out. */
function expectPersisted<T>(schema: v.GenericSchema<unknown, T>, value: T): void {
  expect(v.parse(schema, value)).toEqual(value);
}

describe('what the planner answers with fits the file', () => {
  it.each([1, 2, 3, 4])('problem %i with every kind of rule', async (seed) => {
    const instance = randomInstance({ seed, products: 7, weeks: 8, withRelations: true });
    expectPersisted(instanceSchema, instance);
    const question = { instance, weights, lambda: 0.5, seed, objective: 'profit' as const };
    const found = await handlers.optimise({ ...question, method: 'memetic', moves: 4000 }, control);
    const { weeks } = found;
    const reading = await handlers.evaluatePlan({ instance, weeks, weights }, control);
    expectPersisted(readingSchema, reading);
    expect(isReadingOf(reading, 7, 8)).toBe(true);
    // Written by hand: a list of the weeks up to it would have no end.
    const endless = reading.launches.map((launch) => ({ ...launch, windowTo: Number.POSITIVE_INFINITY }));
    expect(endless.length).toBeGreaterThan(0);
    expect(isReadingOf({ ...reading, launches: endless }, 7, 8)).toBe(false);
    // A plan that keeps no rule, too.
    const crowded = await handlers.evaluatePlan({ instance, weeks: weeks.map(() => 3), weights }, control);
    expectPersisted(readingSchema, crowded);
    const nobody = await handlers.evaluatePlan({ instance, weeks: weeks.map(() => -1), weights }, control);
    expectPersisted(readingSchema, nobody);
    for (const outcome of await handlers.stressPlan({ instance, weeks }, control))
      expectPersisted(stressSchema, outcome);
    if (seed > 1) return;
    expectPersisted(explanationSchema, await handlers.explainCandidate({ ...question, weeks, product: 0 }, control));
    const { stopped: _stopped, ...stability } = await handlers.stability({ ...question, weeks, rounds: 2 }, control);
    expectPersisted(stabilitySchema, stability);
    const limits = { ...question, weeks, shadowPrices: found.shadowPrices, most: 3 };
    for (const worth of await handlers.marginalValues(limits, control)) expectPersisted(marginalValueSchema, worth);
  });
});

describe('a plan that asks for a method of old', () => {
  it.each(['ga', 'annealing'])('%s opens as the genetic algorithm', (method) => {
    const settings = { ...initialPlanSettings, method };
    const job = { status: 'idle' };
    const stored = { settings, decisions: noDecisions, owners: {}, job, present: null, saved: [] };
    expect(reloaded(persistedPlan, stored, 2)?.settings?.method).toBe('memetic');
    const swarm = { ...stored, settings: { ...settings, method: 'pso' } };
    expect(reloaded(persistedPlan, swarm, 2)?.settings?.method).toBe('pso');
  });
});
