import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

/**
 * Highest memory of a page's process with its workers since the last look, in megabytes, as the kernel counted it (VmHWM of
 * the browser's renderers); null where it does not say.
 */
export async function peakOfRenderers(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id));
    const known = peaks.filter((peak) => peak !== null);
    return known.length > 0 ? Math.max(...known) : null;
  } finally {
    await session.detach();
  }
}

function peakOf(process: number): number | null {
  const status = `/proc/${process}/status`;
  if (!existsSync(status)) return null;
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8')) ?? [];
  try {
    // From now on the peak is counted anew.
    writeFileSync(`/proc/${process}/clear_refs`, '5');
  } catch {
    // Then it is the peak of all steps so far.
  }
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

/**
 * Memory of a page with its workers as the browser itself measures it, in megabytes, after it has cleaned up; null where it
 * does not say, or not within 5 s. Asks for a browser started with {@link measureAtOnce}.
 */
export async function browsersMeasure(page: Page): Promise<number | null> {
  const measured = page.evaluate(async () => {
    const ask = (performance as { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> })
      .measureUserAgentSpecificMemory;
    return ask ? (await ask.call(performance)).bytes / 1e6 : null;
  });
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 5000));
  return Promise.race([measured.catch(() => null), late]);
}

/** Otherwise the browser measures at its leisure. */
export const measureAtOnce = '--enable-blink-features=ForceEagerMeasureMemory';
