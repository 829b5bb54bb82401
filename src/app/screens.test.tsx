// @vitest-environment happy-dom
import { act, Suspense, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, it } from 'vitest';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { startLanguage } from '#i18n/start-language.ts';
import { initialPlanSettings, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { screens } from './screens.ts';

const instance = { ...randomInstance({ seed: 6, products: 8, weeks: 10 }), currency: 'CNY' };
const weights = { demand: 0.5, market: 0.5 };

/** A plan as it arrives from the search. */
async function arrive(): Promise<void> {
  const search = await handlers.optimise(
    { instance, objective: 'profit', method: 'memetic', lambda: 0, seed: 1, moves: 2000, weights },
    createFreeControl(),
  );
  const { weeks } = search;
  const reading = await handlers.evaluatePlan({ instance, weeks, weights }, createFreeControl<never>());
  const built = { instance, startDay: 20_458, baseline: null, hasCosts: true } as unknown as PlanResult['built'];
  const result = { built, search, baseline: null, settings: initialPlanSettings, seed: 1, seconds: 1 };
  await act(async () => {
    usePlanStore.setState({
      job: { status: 'ready', inputHash: 'one', result },
      current: { weeks, instance, reading, contradictions: [] },
    });
  });
}

let blanks = 0;

/** What stands there while a screen waits for something. */
function Blank() {
  useEffect(() => {
    blanks += 1;
  });
  return <p>blank</p>;
}

/** Resolves once the text is on screen; React draws meanwhile. */
async function shows(place: HTMLElement, text: string): Promise<void> {
  for (let wait = 0; wait < 200 && !place.textContent?.includes(text); wait++)
    await act(() => new Promise<void>((resolve) => setTimeout(resolve, 50)));
  expect(place.textContent).toContain(text);
}

beforeAll(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  await import('#features/overview/overview-step.tsx');
  // As the page starts: the words of the shell alone.
  await startLanguage('en', ['common', 'shell']);
});

it('keeps the overview on screen when the plan arrives', async () => {
  const { Screen } = screens.overview;
  const place = document.createElement('div');
  await act(async () => {
    createRoot(place).render(
      <Suspense fallback={<Blank />}>
        <Screen />
      </Suspense>,
    );
  });
  await shows(place, 'What to launch and when');
  expect(place.textContent).not.toContain('¥');
  blanks = 0;
  await arrive();
  await shows(place, '¥');
  expect(blanks).toBe(0);
});
