import { test as base, expect, type Page } from '@playwright/test';
import { contentSecurityPolicy } from '../scripts/headers.mjs';
import { serve } from '../scripts/serve.mjs';
import { Journey } from './journey.ts';

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

/** A planted eval, in a task of its own: the inspector's own calls are let through. */
function evaluateLater(): Promise<string> {
  return new Promise((resolve) =>
    setTimeout(() => {
      try {
        // biome-ignore lint/security/noGlobalEval: planted, to be refused
        // biome-ignore lint/complexity/noCommaOperator: an indirect call
        resolve(String((0, eval)('1 + 1')));
      } catch (error) {
        resolve(String(error));
      }
    }),
  );
}

/** Runs planted code and gives the policy's reports and what left the page. */
async function plant(page: Page, code: () => unknown): Promise<{ reports: string[]; result: unknown; sent: string[] }> {
  const sent: string[] = [];
  const listen = (request: { url(): string }): void => void sent.push(request.url());
  page.on('request', listen);
  await page.evaluate(() => {
    const reports: string[] = [];
    Object.assign(globalThis, { plantedReports: reports });
    document.addEventListener('securitypolicyviolation', (event) => reports.push(event.effectiveDirective));
  });
  const result = await page.evaluate(code);
  await page.waitForTimeout(200);
  const reports = await page.evaluate(() => (globalThis as unknown as { plantedReports: string[] }).plantedReports);
  page.off('request', listen);
  return { reports, result, sent };
}

test('the policy stops a planted eval, script, worker and request on the page', async ({ page }) => {
  const answer = await page.goto('./');
  expect(answer?.headers()['content-security-policy']).toBe(contentSecurityPolicy);
  await expect(page.locator('main')).toBeVisible();

  const evaluated = await plant(page, evaluateLater);
  expect(evaluated.result).toMatch(/EvalError|Trusted/);

  const inline = await plant(page, () => {
    const script = document.createElement('script');
    try {
      script.textContent = 'globalThis.plantedRan = true';
      document.head.append(script);
    } catch {
      // Refused at the assignment, where the browser has trusted types.
    }
    return (globalThis as unknown as { plantedRan?: boolean }).plantedRan ?? false;
  });
  expect(inline.result).toBe(false);

  const markup = await plant(page, () => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="globalThis.plantedRan = true">');
    } catch {
      // Refused at once, where the browser has trusted types.
    }
    return new Promise((resolve) =>
      setTimeout(() => resolve((globalThis as unknown as { plantedRan?: boolean }).plantedRan ?? false), 100),
    );
  });
  expect(markup.result).toBe(false);

  const worker = await plant(page, () => {
    try {
      new Worker(URL.createObjectURL(new Blob(['fetch("https://outside.invalid/")'])));
      return 'started';
    } catch (error) {
      return String(error);
    }
  });
  expect(worker.result).toMatch(/Trusted|Security/);

  const request = await plant(page, () =>
    fetch('https://outside.invalid/', { mode: 'no-cors' }).then(
      () => 'sent',
      () => 'refused',
    ),
  );
  expect(request.result).toBe('refused');
  expect(request.reports).toContain('connect-src');
  expect(request.sent).toEqual([]);
});

test('the policy stops a planted eval and request in a worker', async ({ page }) => {
  await page.goto('./');
  const journey = new Journey(page);
  await journey.open();
  const started = page.waitForEvent('worker');
  await journey.button(journey.words.data.trySample).click();
  const worker = await started;
  const sent: string[] = [];
  page.context().on('request', (request) => sent.push(request.url()));
  const outcome = await worker.evaluate(async () => {
    const asked = await fetch('https://outside.invalid/', { mode: 'no-cors' }).then(
      () => 'sent',
      () => 'refused',
    );
    return { asked };
  });
  expect(await worker.evaluate(evaluateLater)).toMatch(/EvalError|Trusted/);
  expect(outcome.asked).toBe('refused');
  expect(sent.filter((url) => url.includes('outside.invalid'))).toEqual([]);
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
    await page.getByRole('button', { name: proof.policy }).click();
    await expect(page.getByText("connect-src 'self'")).toBeVisible();
    await page.getByRole('button', { name: proof.licences }).click();
    await expect(page.getByText(/^zustand/)).toBeVisible();
  });
}
