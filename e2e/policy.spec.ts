import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { contentSecurityPolicy } from '../scripts/build/headers.mjs';
import { serve } from '../scripts/serve.mjs';
import { watchForeign } from './app.ts';
import { Journey } from './journey.ts';
import { askOutside, evaluateLater, plant, runInlineScripts, startPlantedWorker } from './planted-code.ts';

/** The built page without the guard of the other specs: what is planted here is meant to break the policy. */
const test = base.extend<object, { address: string }>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const { server, address } = await serve(0);
      await use(address);
      server.closeAllConnections();
      server.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ address }, use) => use(address),
});

/** The page holds against everything that is planted on it. */
async function expectSealed(page: Page): Promise<void> {
  expect((await plant(page, evaluateLater)).result).toMatch(/EvalError|Trusted/);
  expect((await plant(page, runInlineScripts)).result).toBe(false);
  expect((await plant(page, startPlantedWorker)).result).toMatch(/Trusted|Security/);
  const request = await plant(page, askOutside);
  expect(request.result).toBe('refused');
  expect(request.reports).toContain('connect-src');
  expect(request.sent).toEqual([]);
}

/** So does a worker: the first one that the sample starts. */
async function expectSealedWorker(page: Page): Promise<void> {
  const journey = new Journey(page);
  const started = page.waitForEvent('worker');
  await journey.button(journey.words.data.trySample).click();
  const worker = await started;
  const sent: string[] = [];
  page.context().on('request', (request) => sent.push(request.url()));
  expect(await worker.evaluate(askOutside)).toBe('refused');
  expect(await worker.evaluate(evaluateLater)).toMatch(/EvalError|Trusted/);
  expect(sent.filter((url) => url.includes('outside.invalid'))).toEqual([]);
}

test('the policy stops a planted eval, script, worker and request on the page', async ({ page }) => {
  const answer = await page.goto('./');
  expect(answer?.headers()['content-security-policy']).toBe(contentSecurityPolicy);
  await expect(page.locator('main')).toBeVisible();
  // Isolated from other pages, without which there are no threads.
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await expectSealed(page);
});

test('the policy stops a planted eval and request in a worker', async ({ page }) => {
  await new Journey(page).open();
  await expectSealedWorker(page);
});

test('the policy that the one file carries stops the same, in its workers too', async ({ page }) => {
  await page.goto(pathToFileURL(path.resolve(import.meta.dirname, '../dist/debut.html')).href);
  await expect(page.locator('main')).toBeVisible({ timeout: 60_000 });
  await expectSealed(page);
  await expectSealedWorker(page);
  const { proof } = new Journey(page).words.shell;
  await page.getByRole('button', { name: proof.action }).click();
  await expect(page.getByText(proof.workerPolicy.same)).toBeVisible();
  await page.getByRole('button', { name: proof.policy }).click();
  await expect(page.getByText("connect-src 'none'")).toBeVisible();
});

test('without a policy the guard of every spec sees what page and worker send, and the panel says so', async ({
  page,
}) => {
  const { server, address } = await serve(0, { headers: {} });
  try {
    const foreign = watchForeign(page.context(), address);
    const journey = new Journey(page);
    await page.goto(address);
    await journey.button(journey.words.shell.proof.action).click();
    await expect(page.getByText(journey.words.shell.proof.workerPolicy.none)).toBeVisible();
    await journey.button(journey.words.shell.proof.try).click();
    await expect(page.getByText(journey.words.shell.proof.attempt.sent)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(foreign).toHaveLength(1);
    const started = page.waitForEvent('worker');
    await journey.button(journey.words.data.trySample).click();
    await (await started).evaluate(askOutside);
    await expect(() => expect(foreign).toHaveLength(2)).toPass();
    expect(foreign).toEqual(['https://outside.invalid/', 'https://outside.invalid/']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

for (const language of ['en', 'zh'] as const) {
  test(`the panel shows the policy and its refusal in ${language}`, async ({ page }) => {
    const journey = new Journey(page, language);
    const { proof } = journey.words.shell;
    await journey.open();
    await journey.button(proof.action).click();
    await journey.button(proof.try).click();
    await expect(page.getByText(proof.attempt.refused)).toBeVisible();
    await expect(page.getByTestId('outbound-requests')).toHaveText('0');
    await expect(page.getByText(proof.workerPolicy.same)).toBeVisible();
    await page.getByRole('button', { name: proof.policy }).click();
    await expect(page.getByText("connect-src 'self'")).toBeVisible();
    await page.getByRole('button', { name: proof.licences }).click();
    for (const name of [/^zustand/, /^workbox-precaching/, /^assemblyscript/])
      await expect(page.getByText(name)).toBeVisible();
  });
}
