import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { chromium } from '@playwright/test';
import config from '../../playwright.config.ts';
import { serve } from '../../scripts/serve.mjs';
import { writeGeneratedSales } from '../import/generated-sales.ts';
import type { Benchmark } from '../run.ts';
import { importInPage } from './import-in-page.ts';

/** Rows of a generated piece of 4 MiB. */
const rowsOfPiece = 53_000;

/**
 * Five million order lines (`--rows=N`) in the page, as Parquet and as the same rows in CSV, both written by DuckDB. Needs the built page
 * (`npm run build`).
 */
const largeImport: Benchmark = async (words) => {
  const rows = Number(words.find((word) => word.startsWith('--rows='))?.slice(7) ?? 5_000_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'debut-large-'));
  const { server, address } = await serve(0);
  const figures: Record<string, number | string> = {};
  try {
    const generated = path.join(folder, 'generated.csv');
    await writeGeneratedSales(generated, Math.ceil(rows / rowsOfPiece));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    for (const format of ['parquet', 'csv']) {
      const file = path.join(folder, `sales.${format}`);
      await connection.run(
        `COPY (SELECT * FROM read_csv('${generated}', header = true) LIMIT ${rows}) TO '${file}' (FORMAT ${format})`,
      );
      figures[`${format}: megabytes`] = Math.round((await stat(file)).size / 1e6);
      const browser = await chromium.launch(config.use?.launchOptions);
      const found = await importInPage(browser, address, file).finally(() => browser.close());
      for (const [name, value] of Object.entries(found)) figures[`${format}: ${name}`] = value;
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true });
    server.closeAllConnections();
    server.close();
  }
};

export default largeImport;
