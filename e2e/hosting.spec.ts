import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '../scripts/serve.mjs';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { simulatedAssortment } from './simulated-assortment.ts';

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
  'visited once under a path of its own, the page finds all of itself there, shows the sample and goes from files to the PDF without a network',
  async ({ page, context }) => {
    below.setTimeout(300_000);
    const journey = new Journey(page);
    const { shell, data, report } = journey.words;
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
    await expect(page.getByTestId('outbound-requests')).toHaveText('0');
    await page.keyboard.press('Escape');
    await expect(page.getByText(shell.offline.brief, { exact: true }).filter({ visible: true })).toBeVisible();
    await context.setOffline(true);
    await page.reload();
    await journey.button(data.trySample).click();
    await journey.waitFor('data', 'done', 60_000);
    // Files of one's own take its place, and are computed sooner.
    const files = simulatedAssortment(3, 7, 12);
    await journey.dropFiles(...files);
    await expect(page.locator('main')).toContainText(files[0].name);
    await journey.waitFor('plan', 'done', 180_000);
    await journey.goTo('report');
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 120_000 }),
      journey.button(report.step.document.export).click(),
    ]);
    const file = await download.path();
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    if (existsSync('/usr/bin/pdftotext'))
      expect(execFileSync('/usr/bin/pdftotext', [file, '-'], { encoding: 'utf8' })).toContain('Launch calendar');
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
