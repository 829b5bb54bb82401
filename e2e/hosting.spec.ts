import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '../scripts/serve.mjs';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';

const dist = path.resolve(import.meta.dirname, '../dist');

function close(server: Server): void {
  server.closeAllConnections();
  server.close();
}

/** The page under a path of its own. */
const below = test.extend<object, { address: string }>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const { server, address } = await serve(0, { base: '/tools/debut-2/' });
      await use(address);
      close(server);
    },
    { scope: 'worker' },
  ],
});

/** The page from a copy of its folder, which a test may change. */
const changing = test.extend<object, { folder: string; address: string }>({
  folder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'debut-served-'));
      cpSync(dist, folder, { recursive: true, filter: (file) => !file.endsWith('debut.html') });
      await use(folder);
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  address: [
    async ({ folder }, use) => {
      const { server, address } = await serve(0, { folder });
      await use(address);
      close(server);
    },
    { scope: 'worker' },
  ],
});

for (const each of [below, changing]) each.use({ serviceWorkers: 'allow' });

below(
  'the page finds all of itself under a path of its own, computes, and opens again without a network',
  async ({ page, context }) => {
    const journey = new Journey(page);
    const { shell, data } = journey.words;
    const astray: string[] = [];
    context.on('response', (answer) => {
      const { pathname } = new URL(answer.url());
      if (answer.status() >= 400 || !pathname.startsWith('/tools/debut-2/'))
        astray.push(`${answer.status()} ${pathname}`);
    });
    await journey.open();
    await journey.button(shell.proof.action).click();
    // Everything that the page is made of was found: the keeping ends only then.
    await expect(page.getByText(shell.offline.ready, { exact: true })).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await expect(page.getByText(shell.offline.brief, { exact: true }).filter({ visible: true })).toBeVisible();
    await context.setOffline(true);
    await page.reload();
    await journey.button(data.trySample).click();
    await journey.waitFor('data', 'done', 60_000);
    expect(astray).toEqual([]);
  },
);

changing(
  'a new version is offered in every tab, waits until it is asked for, and reloads no other tab',
  async ({ context, folder, address }) => {
    const tabs = [await context.newPage(), await context.newPage()] as const;
    const { shell } = new Journey(tabs[0]).words;
    const version = (tab: (typeof tabs)[number]): Promise<string | null> =>
      tab.evaluate(() => document.documentElement.getAttribute('data-version'));
    for (const tab of tabs) {
      await tab.goto(address);
      await tab.getByRole('button', { name: shell.proof.action }).first().click();
      await expect(tab.getByText(shell.offline.ready, { exact: true })).toBeVisible({ timeout: 60_000 });
      // From here on the page is the one that is kept.
      await tab.reload();
      await expect(tab.locator('main')).toBeVisible();
    }

    // The host has a new version: another page, and the list of files with its mark.
    const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
    writeFileSync(path.join(folder, 'index.html'), page.replace('<html', '<html data-version="next"'));
    const kept = readFileSync(path.join(folder, 'offline.js'), 'utf8');
    const next = kept.replace(/url:"index\.html",revision:"\w+"/, 'url:"index.html",revision:"next"');
    expect(next).not.toBe(kept);
    writeFileSync(path.join(folder, 'offline.js'), next);

    const [first, second] = tabs;
    for (const tab of tabs) await tab.reload();
    for (const tab of tabs) {
      await expect(tab.getByText(shell.update.title)).toBeVisible({ timeout: 60_000 });
      await tab.evaluate(() => Object.assign(globalThis, { stays: true }));
    }
    // Nothing is forced, however long it waits; a reload shows the version that is kept.
    await first.waitForTimeout(3_000);
    for (const tab of tabs) expect(await version(tab)).toBeNull();

    await first.getByRole('button', { name: shell.update.load }).click();
    await expect(async () => expect(await version(first)).toBe('next')).toPass({ timeout: 60_000 });
    await second.waitForTimeout(2_000);
    expect(await second.evaluate(() => 'stays' in globalThis)).toBe(true);
    await second.getByRole('button', { name: shell.update.load }).click();
    await expect(async () => expect(await version(second)).toBe('next')).toPass({ timeout: 60_000 });
  },
);
