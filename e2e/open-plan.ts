import { expect, type Page } from '@playwright/test';
import { Journey } from './journey.ts';
import { simulatedAssortment } from './simulated-assortment.ts';

/** Drops planted files with so many candidates, waits for their plan, and opens its step. */
export async function openPlan(page: Page, candidates: number): Promise<Journey> {
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(...simulatedAssortment(candidates, 5));
  await journey.waitFor('plan', 'done', 240_000);
  await journey.goTo('plan');
  await expect(page.getByRole('slider')).toHaveCount(candidates, { timeout: 30_000 });
  return journey;
}
