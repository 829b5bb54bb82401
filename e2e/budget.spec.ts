import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from './app.ts';

/** Compressed script that the page asks for before the shell is drawn, in bytes; look.md's promise of a light first paint. */
const budget = 180_000;

test('the shell is painted from less than 180 kB of compressed script', async ({ page }) => {
  const asked: string[] = [];
  const html = readFileSync('dist/index.html', 'utf8');
  const first = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name);
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.slice(1)));
  await page.goto('./');
  await expect(page.getByRole('navigation').first()).toBeVisible();
  // What the page names in its head is what stands between the user and the shell; all else follows it.
  expect(first.length).toBeGreaterThan(0);
  for (const name of first) expect(asked).toContain(name);
  const bytes = first.reduce(
    (sum, name) => sum + gzipSync(readFileSync(path.join('dist', name)), { level: 9 }).length,
    0,
  );
  expect(bytes).toBeLessThan(budget);
});
