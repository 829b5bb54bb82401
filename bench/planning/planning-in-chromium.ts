import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { build } from 'vite';
import type { OptimiseInput, OptimiseOutput } from '#workers/planning/contract.ts';
import type { PlanningPage } from './planning-page.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const debianChromium = '/usr/bin/chromium';

/** One file as a classic script: the planning worker, or the page that starts it. */
async function bundle(file: string): Promise<string> {
  const result = await build({
    ...{ root, configFile: false, logLevel: 'silent' as const },
    build: { ...{ write: false, minify: false }, rolldownOptions: { input: file, output: { format: 'iife' } } },
  });
  const [{ output }] = [result].flat() as unknown as { output: { code: string }[] }[];
  return output[0].code;
}

/** The planner in Chromium: the worker's own code on a number of workers. Close it when done. */
export interface PlannerInChromium {
  optimise(
    workers: number,
    input: OptimiseInput,
  ): Promise<{ readonly output: OptimiseOutput; readonly milliseconds: number }>;
  close(): Promise<void>;
}

export async function openPlannerInChromium(): Promise<PlannerInChromium> {
  const workerCode = await bundle(path.join(root, 'src/workers/planning/worker.ts'));
  const pageCode = await bundle(path.join(here, 'planning-page.ts'));
  const browser: Browser = await chromium.launch(existsSync(debianChromium) ? { executablePath: debianChromium } : {});
  const page = await browser.newPage();
  await page.addScriptTag({ content: pageCode });
  return {
    optimise: (workers, input) =>
      page.evaluate(
        ([code, count, asked]) =>
          (globalThis as unknown as { planningPage: PlanningPage }).planningPage.optimise(code, count, asked),
        [workerCode, workers, input] as const,
      ),
    close: () => browser.close(),
  };
}
