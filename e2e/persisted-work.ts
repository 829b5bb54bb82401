import type { Page } from '@playwright/test';
import { persistedFacts } from './persisted-facts.ts';

/** What must be the same after any crash: the data, figure by figure, and the plan with what it is worth. */
export interface PersistedWork {
  /** Names the files and decisions, and the weekly figures that came of them. */
  readonly data: string;
  readonly units: number;
  readonly products: number;
  readonly weeks: readonly number[];
  readonly figures: unknown;
}

interface PersistedDataset {
  readonly dataset: {
    readonly fingerprint: string;
    readonly panel: { readonly units: Float64Array; readonly products: readonly unknown[] } | null;
  } | null;
}

interface PersistedPlan {
  readonly current: { readonly weeks: readonly number[]; readonly reading: { readonly figures: unknown } } | null;
}

/** Data and plan of the project that is open, as the page has kept them; null while one of them is not there. */
export async function persistedWork(page: Page): Promise<PersistedWork | null> {
  // As src/state/project/projects.ts names a tab's project; the first one's keys are bare.
  const project = await page.evaluate(() => sessionStorage.getItem('debut-project') ?? '');
  const key = (name: string): string => (project === '' ? name : `${project}/${name}`);
  const [data, plan] = await Promise.all([
    persistedFacts<PersistedDataset>(page, key('dataset')),
    persistedFacts<PersistedPlan>(page, key('plan')),
  ]);
  if (!data?.dataset?.panel || !plan?.current) return null;
  const { fingerprint, panel } = data.dataset;
  const { weeks, reading } = plan.current;
  return {
    data: fingerprint,
    units: Array.from(panel.units).reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0),
    products: panel.products.length,
    weeks: [...weeks],
    figures: reading.figures,
  };
}
