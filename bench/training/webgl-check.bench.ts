/**
 * The WebGL executor in Chromium: all published training values within the tolerances advised for approximated
 * activations (throws otherwise), draws of a training step beside stock tf.layers, and memory over twenty trainings.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { approximateTolerances, type Deviations } from '#learning/testing/fixture-deviations.ts';
import type { Fixture } from '#learning/testing/train-check.ts';
import type { Benchmark } from '../run.ts';
import type { WebglCheckPage } from './webgl-check-page.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const fixtures = path.resolve(root, '../shared/reference/lstm');
const debianChromium = '/usr/bin/chromium';

async function bundlePage(): Promise<string> {
  const result = await build({
    ...{ root, configFile: false, logLevel: 'silent' as const },
    build: {
      ...{ write: false, minify: false },
      rolldownOptions: { input: path.join(here, 'webgl-check-page.ts'), output: { format: 'iife' } },
    },
  });
  const [{ output }] = [result].flat() as unknown as { output: { code: string }[] }[];
  return output[0].code;
}

const webglCheck: Benchmark = async (words) => {
  if (!existsSync(fixtures)) return { skipped: 'needs ../shared/reference/lstm' };
  const browser = await chromium.launch(existsSync(debianChromium) ? { executablePath: debianChromium } : {});
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundlePage() });
    const worst: Record<string, number> = {};
    // The large fixture takes minutes on a software renderer.
    const names = readdirSync(fixtures).filter((name) => name.endsWith('.json'));
    for (const name of words.includes('--quick') ? names.filter((file) => file !== 'headline.json') : names) {
      const fixture: Fixture = JSON.parse(readFileSync(path.join(fixtures, name), 'utf8'));
      const { deviations, backend } = await page.evaluate(
        (file) => (globalThis as unknown as { webglCheckPage: WebglCheckPage }).webglCheckPage.check(file),
        fixture,
      );
      if (backend !== 'webgl') throw new Error(`the backend is ${backend}`);
      console.log(name, JSON.stringify(deviations));
      for (const [quantity, deviation] of Object.entries(deviations)) {
        const tolerance = approximateTolerances[quantity as keyof Deviations];
        if (!(deviation <= tolerance))
          throw new Error(`${name}: ${quantity} is off by ${deviation}, ${tolerance} allowed`);
        worst[`worst_${quantity}`] = Math.max(worst[`worst_${quantity}`] ?? 0, deviation);
      }
    }
    const shape = { units: 128, steps: 30, features: 4, rows: 32 };
    const { ours, stock } = await page.evaluate(
      (asked) => (globalThis as unknown as { webglCheckPage: WebglCheckPage }).webglCheckPage.draws(asked),
      shape,
    );
    const rounds = words.includes('--quick') ? 3 : 20;
    const held = await page.evaluate(
      ([asked, count]) =>
        (globalThis as unknown as { webglCheckPage: WebglCheckPage }).webglCheckPage.memory(asked, count),
      [{ ...shape, units: 32 }, rounds] as const,
    );
    const [first, last] = [held[0], held[held.length - 1]];
    if (last.tensors > first.tensors || last.bytes > first.bytes)
      throw new Error(`memory grew over ${rounds} trainings: ${JSON.stringify([first, last])}`);
    console.log(`memory after each of ${rounds} trainings: ${first.tensors} tensors, ${first.bytes} bytes`);
    worst.trainings_without_growth = rounds;
    return { ...worst, draws_per_step: ours, stock_draws_per_step: stock, draws_ratio: stock / ours };
  } finally {
    await browser.close();
  }
};
export default webglCheck;
