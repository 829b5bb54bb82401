import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { chromium } from '@playwright/test';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { panelQuery } from '#warehouse/panel-query.ts';
import { type FrameDelays, watchFrames } from '../../e2e/frame-delays.ts';
import { Journey } from '../../e2e/journey.ts';
import config from '../../playwright.config.ts';
import { serve } from '../../scripts/serve.mjs';
import { peakOfRenderers } from '../chaos/renderer-memory.ts';
import type { Benchmark } from '../run.ts';
import { processorSeconds } from './import-in-page.ts';

const weeks = 104;
const categories = 40;
const candidates = 40;

/**
 * A panel file of 20,000 products over two years (`--products=N`; a fifth of them launched in that time, made by the warehouse's query in
 * DuckDB) with 40 candidates in a new page: the import, the first plan, and the screens while the rest is computed. Needs the
 * built page (`npm run build`).
 */
const largePanel: Benchmark = async (words) => {
  const products = Number(words.find((word) => word.startsWith('--products='))?.slice(11) ?? 20_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'debut-panel-'));
  const { server, address } = await serve(0);
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    const panel = path.join(folder, 'panel.csv');
    await writePanel(panel, products);
    const list = path.join(folder, 'candidates.csv');
    await writeFile(list, candidateRows());
    const figures: Record<string, number | string> = { megabytes: Math.round((await stat(panel)).size / 1e6) };
    const page = await browser.newPage({ baseURL: address, viewport: { width: 1280, height: 800 } });
    // The runner's transpiler wraps named functions in a helper that the page does not have.
    await page.addInitScript({ content: 'globalThis.__name = (named) => named;' });
    const journey = new Journey(page);
    await journey.open();
    // The page itself is loaded, and kept for offline: what it cost is not the import's.
    await page.waitForTimeout(5000);
    const opened = await processorSeconds(browser);
    await peakOfRenderers(browser);
    const started = performance.now();
    const put = (name: string, value: number | string): void => {
      console.log(`${name}: ${value}`);
      figures[name] = value;
    };
    const note = async (name: string, of: Promise<unknown>): Promise<void> => {
      const delays = await watchFrames(page, of);
      put(`${name}: seconds since the files were dropped`, ((performance.now() - started) / 1000).toFixed(1));
      put(`${name}: processor seconds of the page since then`, ((await processorSeconds(browser)) - opened).toFixed(1));
      put(`${name}: highest memory of the page (MB)`, Math.round((await peakOfRenderers(browser)) ?? Number.NaN));
      put(`${name}: frames`, told(delays));
    };
    await journey.dropFiles(panel, list);
    await note('import', journey.waitFor('data', 'done', 550_000));
    const isPlanned = page.locator('[data-states*="plan:done"], [data-states*="plan:stale"]').first();
    await note('first plan', isPlanned.waitFor({ state: 'attached', timeout: 900_000 }));
    for (const step of ['data', 'explore', 'trends', 'demand', 'plan', 'report'] as const) {
      const shown = journey.goTo(step, true).then(() => page.waitForTimeout(1500));
      put(`screen ${step}: frames`, told(await watchFrames(page, shown)));
    }
    return figures;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
    server.closeAllConnections();
    server.close();
  }
};

function told({ median, p99, largest, longTasks, longestTask, toNextPaint }: FrameDelays): string {
  const delays = [median, p99, largest].map((each) => each.toFixed(0)).join(' / ');
  return `${delays} ms (median, 99th percentile, largest); ${longTasks} tasks over 50 ms, the longest ${longestTask.toFixed(0)}; press to picture ${toNextPaint}`;
}

async function writePanel(file: string, products: number): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`CREATE TABLE log AS
    SELECT DATE '2024-01-01' + CAST(7 * t AS INTEGER) AS at, 'P' || p AS product, 'Category ' || (p % ${categories}) AS category,
      'Product ' || p || ' ' || ['glass', 'steel', 'wood'][1 + p % 3] AS name, CAST(10 + p % 20 AS DECIMAL(9, 2)) AS price,
      CAST(greatest(1, round((5 + p % 60) * (1 + 0.3 * sin(6.2832 * t / 52 + p % 7)) * (0.8 + 0.4 * (hash(p * 1000 + t) % 1000) / 1000.0)
        * CASE WHEN launch > 0 THEN 0.6 + least(1, (t - launch + 1) / 3.0) * pow(0.95, t - launch) ELSE 1 END)) AS INTEGER) AS units
    FROM (SELECT p, CASE WHEN p < 0.8 * ${products} THEN 0 ELSE 4 + p % 90 END AS launch FROM range(${products}) AS r(p)),
      range(${weeks}) AS w(t)
    WHERE t >= launch`);
  const query = panelQuery(
    {
      table: 'log',
      product: 'product',
      time: { column: 'at', type: 'date' },
      zone: 'UTC',
      weekStart: 0,
      units: { column: 'units', type: 'number' },
      price: { column: 'price', type: 'number' },
      name: 'name',
      category: 'category',
    },
    'duckdb',
  );
  await connection.run(`COPY (${query.replace(/;\s*$/, '')}) TO '${file}' (HEADER, FORMAT csv)`);
  connection.closeSync();
}

function candidateRows(): string {
  const first = parseIsoDate('2024-01-01') + 7 * weeks;
  const rows = ['id,name,category,price,unit_cost,lead_time_weeks,effort,earliest,latest'];
  for (let i = 0; i < candidates; i++) {
    const price = 10 + (i % 13);
    const material = ['glass', 'steel', 'wood'][i % 3];
    const words = [
      `C${i}`,
      `Candidate ${i} ${material}`,
      `Category ${i % categories}`,
      price,
      (0.4 * price).toFixed(2),
    ];
    rows.push([...words, 4 + (i % 4), 1, formatIsoDate(first), formatIsoDate(first + 280)].join());
  }
  return `${rows.join('\n')}\n`;
}

export default largePanel;
