/**
 * Writes the sample data: `npm run sample`. Files and what was planted in them (truth.json) go to public/sample/.
 *
 * `npm run sample -- --later FOLDER [--plan PLAN.json] [--weeks 26]` writes the weeks after the log to a folder of your
 * own instead, under a plan (`{"BH2601": "2026-03-30", ...}`; the manager's own when left out), with planted trouble. `--expected EXPECTED.json`
 * (`{"BH2601": 850, ...}`, pieces of the first 13 weeks): launches then sell what the plan expects of them, but for the trouble.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { reviewsCsv, salesCsv } from '#workers/sample/internal/csv.ts';
import { type ExpectedPieces, makeLaterSales, type PlannedLaunches } from '#workers/sample/internal/later.ts';
import { createWorld, sampleSeed } from '#workers/sample/internal/world.ts';
import { makeSample, managersPlan } from './sample/sample-files.ts';

const { values } = parseArgs({
  options: {
    later: { type: 'string' },
    plan: { type: 'string' },
    expected: { type: 'string' },
    weeks: { type: 'string', default: '26' },
  },
});

function write(folder: string, name: string, content: Uint8Array | string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), content);
  console.log(`${String(Buffer.byteLength(content)).padStart(9)} ${name}`);
}

if (values.later === undefined) {
  const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../public/sample');
  const { files, truth } = makeSample();
  for (const { name, bytes } of files) write(folder, name, bytes);
  write(folder, 'truth.json', truth);
} else {
  const world = createWorld(sampleSeed);
  const plan = values.plan ? (JSON.parse(readFileSync(values.plan, 'utf8')) as PlannedLaunches) : managersPlan(world);
  const expected = values.expected ? (JSON.parse(readFileSync(values.expected, 'utf8')) as ExpectedPieces) : {};
  const { log, reviews, trouble, launched } = makeLaterSales(world, plan, Number(values.weeks), expected);
  write(values.later, 'sales-2026.csv', salesCsv(log, false));
  write(values.later, 'reviews-2026.csv', reviewsCsv(reviews));
  write(
    values.later,
    'later-truth.json',
    `${JSON.stringify({ trouble, launched, stockOuts: log.stockOuts }, null, 2)}\n`,
  );
}
