import type { Page } from '@playwright/test';

/** A planted eval, in a task of its own: the inspector's own calls are let through. */
export function evaluateLater(): Promise<string> {
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
export async function plant(
  page: Page,
  code: () => unknown,
): Promise<{ reports: string[]; result: unknown; sent: string[] }> {
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

/** A planted inline script, and one in the markup of a picture: whether either ran. */
export async function runInlineScripts(): Promise<boolean> {
  const hasRun = (): boolean => (globalThis as unknown as { plantedRan?: boolean }).plantedRan ?? false;
  const script = document.createElement('script');
  try {
    script.textContent = 'globalThis.plantedRan = true';
    document.head.append(script);
  } catch {
    // Refused at the assignment, where the browser has trusted types.
  }
  try {
    document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="globalThis.plantedRan = true">');
  } catch {
    // Refused at once, where the browser has trusted types.
  }
  document.body.appendChild(document.createElement('i')).innerHTML = '';
  await new Promise((resolve) => setTimeout(resolve, 100));
  return hasRun();
}

/** A planted worker from a text. */
export function startPlantedWorker(): string {
  try {
    new Worker(URL.createObjectURL(new Blob(['fetch("https://outside.invalid/")'])));
    return 'started';
  } catch (error) {
    return String(error);
  }
}

/** A planted request, on a page or in a worker. */
export function askOutside(): Promise<'sent' | 'refused'> {
  return fetch('https://outside.invalid/', { mode: 'no-cors' }).then(
    () => 'sent',
    () => 'refused',
  );
}
