/**
 * The engine for a cluster, in one file that needs only Node: `node debut-engine.mjs VERB [options] < lines > lines`. What the
 * page computes, by blocks of products. Exit status 0: every block is written whole; 1: trouble, said on standard error.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { answerColumns } from '#engine/panel/forecast-answers.ts';
import { coldStartBlocks } from './cold-start-lines.ts';
import { blockOf, dayOfWord, forecastBlock, type LineSettings, readBlocks } from './forecast-lines.ts';
import { seriesOfJson } from './read-series.ts';

const usage = `debut-engine forecast-lines [--h 13] [--method auto] [--origins 2] [--seed 1] [--digits 2] [--tsv] [--until YYYY-MM-DD] [--out FOLDER]
debut-engine cold-start-lines --history FILE [--h 13] [--digits 2] [--out FOLDER]
debut-engine split-lines --out FOLDER [--digits 2]
debut-engine headings
debut-engine block-of ID [--digits 2]
debut-engine version
Lines of a block (the first --digits hex digits of md5(id)) stand together. --out: a file a block; those that are there are left.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      h: { type: 'string', default: '13' },
      method: { type: 'string', default: 'auto' },
      origins: { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
      digits: { type: 'string', default: '2' },
      tsv: { type: 'boolean', default: false },
      until: { type: 'string' },
      out: { type: 'string' },
      history: { type: 'string' },
    },
  });
  const [verb = '', word = ''] = positionals;
  const number = (name: 'h' | 'origins' | 'seed' | 'digits', most: number): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 0 || value > most) throw new Error(`--${name} ${values[name]}`);
    return value;
  };
  const engine = String(Reflect.get(globalThis, 'debutEngineVersion') ?? 'source');
  const settings: LineSettings = {
    horizon: number('h', 520),
    method: values.method,
    origins: values.method === 'auto' ? number('origins', 8) : 0,
    seed: number('seed', 2 ** 31),
    digits: number('digits', 4),
    tabs: values.tsv,
    until: dayOfWord(values.until),
    engine,
  };
  if (values.until !== undefined && Number.isNaN(settings.until)) throw new Error(`--until ${values.until}`);
  if (verb === 'version') return console.log(engine);
  if (verb === 'headings') return console.log(answerColumns.join('\t'));
  if (verb === 'block-of') return console.log(blockOf(word, settings.digits));
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const write = values.out === undefined ? writeOut : intoFolder(values.out, settings.tabs ? 'tsv' : 'jsonl');
  if (verb === 'forecast-lines')
    for await (const { block, series } of readBlocks(lines, settings))
      await write(block, () => forecastBlock(block, series, settings));
  else if (verb === 'split-lines' && values.out !== undefined) await splitLines(lines, settings.digits, values.out);
  else if (verb === 'cold-start-lines' && values.history !== undefined) {
    const blocks = await coldStartBlocks(readFileSync(values.history, 'utf8'), lines, settings);
    for (const [block, text] of blocks) await write(block, async () => text);
  } else throw new Error(usage);
}

/** A file a block of the lines of series, which come in any order: what a job of a cluster takes. */
async function splitLines(lines: AsyncIterable<string>, digits: number, folder: string): Promise<void> {
  const blocks = new Map<string, string[]>();
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line === '') continue;
    const block = blockOf(seriesOfJson(line, number).id, digits);
    const known = blocks.get(block);
    if (known) known.push(line);
    else blocks.set(block, [line]);
  }
  mkdirSync(folder, { recursive: true });
  for (const [block, texts] of blocks)
    writeFileSync(path.join(folder, `${block || 'all'}.jsonl`), `${texts.join('\n')}\n`);
}

type Write = (block: string, make: () => Promise<string>) => Promise<void>;

async function writeOut(_block: string, make: () => Promise<string>): Promise<void> {
  const text = await make();
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** A block's file appears whole, under its name, or not at all. */
function intoFolder(folder: string, ending: string): Write {
  mkdirSync(folder, { recursive: true });
  return async (block, make) => {
    const file = path.join(folder, `${block || 'all'}.${ending}`);
    if (existsSync(file)) return;
    const part = `${file}.${process.pid}.part`;
    try {
      writeFileSync(part, await make());
      renameSync(part, file);
    } finally {
      rmSync(part, { force: true });
    }
  };
}

process.stdout.on('error', (error) => {
  process.stderr.write(`debut-engine: ${error.message}\n`);
  process.exit(1);
});
main().catch((error: unknown) => {
  process.stderr.write(`debut-engine: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
