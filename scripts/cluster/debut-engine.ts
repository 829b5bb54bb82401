/**
 * The engine for a cluster, in one file that needs only Node: `node debut-engine.mjs VERB [options] < lines > lines`. What the
 * page computes, by blocks of products. Exit status 0: every block is written whole; 1: trouble, said on standard error.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { coldStartBlocks } from './cold-start-lines.ts';
import { blockOf, dayOfWord, forecastBlock, type LineSettings, readBlocks } from './forecast-lines.ts';

const usage = `debut-engine forecast-lines [--h 13] [--method auto] [--origins 2] [--seed 1] [--digits 2] [--tsv] [--until YYYY-MM-DD] [--out FOLDER]
debut-engine cold-start-lines --history FILE [--h 13] [--digits 2] [--out FOLDER]
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
  if (verb === 'block-of') return console.log(blockOf(word, settings.digits));
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const write = values.out === undefined ? writeOut : intoFolder(values.out, settings.tabs ? 'tsv' : 'jsonl');
  if (verb === 'forecast-lines')
    for await (const { block, series } of readBlocks(lines, settings))
      await write(block, () => forecastBlock(block, series, settings));
  else if (verb === 'cold-start-lines' && values.history !== undefined) {
    const blocks = await coldStartBlocks(readFileSync(values.history, 'utf8'), lines, settings);
    for (const [block, text] of blocks) await write(block, async () => text);
  } else throw new Error(usage);
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
