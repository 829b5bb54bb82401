import { type BrowserContext, test as base, expect } from '@playwright/test';
import { serve } from '../scripts/serve.mjs';

/** What page and workers ask of other origins than the page's own, from now on. */
export function watchForeign(context: BrowserContext, address: string): readonly string[] {
  const foreign: string[] = [];
  const { origin } = new URL(address);
  context.on('request', (request) => {
    const url = request.url();
    if (!/^(blob|data):/.test(url) && new URL(url).origin !== origin) foreign.push(url);
  });
  return foreign;
}

/**
 * The built page, served in this process with its security headers. Every test fails when the page or a worker asks any
 * other origin for anything, breaks the content security policy, or throws.
 */
export const test = base.extend<{ guarded: undefined }, { address: string }>({
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
  guarded: [
    async ({ page, address }, use) => {
      const foreign = watchForeign(page.context(), address);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error.stack ?? error)));
      page.on('console', (message) => {
        if (/Content Security Policy|Content-Security-Policy/.test(message.text())) faults.push(message.text());
      });
      await use(undefined);
      expect(foreign, 'requests to foreign origins').toEqual([]);
      expect(faults, 'errors and policy violations').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
