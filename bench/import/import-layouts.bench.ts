/**
 * `npm run bench -- import-layouts [--few]`: random layouts in ten languages of which all is known, and changed headings and moved
 * columns of the exports in ../shared/data/exports (left out where the folder is missing). Figures: how many are right, asked about,
 * and silently wrong.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { judgeLayout } from '#ingest/testing/judge-layout.ts';
import { randomLayout } from '#ingest/testing/random-layouts.ts';
import { readPlain, silentChange } from '#ingest/testing/silent-change.ts';
import type { Benchmark } from '../run.ts';

/** Seeds of the layouts: none of them is used while the recognition is made. */
const firstSeed = 100_000;
const folder = path.resolve(import.meta.dirname, '../../../shared/data/exports');
const encodings: Readonly<Record<string, string>> = { cp1252: 'windows-1252' };

const benchmark: Benchmark = async (words) => {
  const isShort = words.includes('--few');
  const layouts = isShort ? 100 : 2000;
  const counts = { right: 0, asked: 0, 'asked-wrong': 0, silent: 0 };
  for (let at = 0; at < layouts; at++) {
    const { class: verdict, why } = await judgeLayout(randomLayout(firstSeed + at));
    counts[verdict] += 1;
    if (verdict === 'silent') console.log(`layout ${firstSeed + at}: ${why}`);
  }
  const { changes, silent } = await changeHeadings(isShort ? 60 : 5000);
  return {
    layouts,
    'right %': (100 * counts.right) / layouts,
    'asked %': (100 * (counts.asked + counts['asked-wrong'])) / layouts,
    'silently wrong': counts.silent,
    'changed tables': changes,
    'silently changed': silent,
  };
};

async function changeHeadings(wanted: number): Promise<{ changes: number; silent: number }> {
  if (!existsSync(folder)) return { changes: 0, silent: 0 };
  const entries: { id: string; file: string; encoding: string }[] = JSON.parse(
    readFileSync(path.join(folder, 'manifest.json'), 'utf8'),
  );
  const tables: { id: string; text: string; before: NonNullable<Awaited<ReturnType<typeof readPlain>>> }[] = [];
  for (const { id, file, encoding } of entries) {
    const text = new TextDecoder(encodings[encoding] ?? encoding).decode(readFileSync(path.join(folder, file)));
    const before = await readPlain(path.basename(file), text);
    if (before) tables.push({ id, text, before });
  }
  let silent = 0;
  for (let at = 0; at < wanted; at++) {
    const { id, text, before } = tables[at % tables.length];
    const fault = await silentChange(before, text, firstSeed + at);
    if (fault === '') continue;
    silent += 1;
    console.log(`${id} (${firstSeed + at}): ${fault}`);
  }
  return { changes: wanted, silent };
}

export default benchmark;
