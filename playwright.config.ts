import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Given by the environment, else Debian's Chromium, else the browser that Playwright brings. */
const executablePath =
  process.env.DEBUT_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));

/** What takes the time of something, or all cores: `npm test` runs nothing else beside it. */
const timed = /\/(latency|plan|responsiveness|training)\.spec\.ts$/;

export default defineConfig({
  testDir: 'e2e',
  // `npm test` is a slice of everything under a quarter of an hour; `npm run prove` runs the long ones too.
  ...(process.env.DEBUT_LONG ? {} : { grepInvert: /@long/ }),
  outputDir: 'test-results/e2e',
  // Pictures of e2e/visual.spec.ts, in a folder of the browser that made them.
  snapshotPathTemplate: '{testDir}/visual/{arg}{ext}',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  workers: 1,
  projects: [
    { name: 'side-by-side', testIgnore: timed },
    { name: 'alone', testMatch: timed },
  ],
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    // A trace copies the whole document at every click, on the page's own thread: asked for where a failure is looked into.
    trace: process.env.DEBUT_TRACE ? { mode: 'retain-on-failure', screenshots: false } : 'off',
    // Only the specs of the offline page register it: elsewhere it would fetch every file beside what is measured.
    serviceWorkers: 'block',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
