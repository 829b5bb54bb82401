/** One measured pass over a file in a process of its own: `measure.ts import|papa FILE [DELIMITER ENCODING CHOICES]`; prints JSON. */
import { openAsBlob } from 'node:fs';
import Papa from 'papaparse';
import { importFiles } from '#ingest/import-files.ts';
import { readPieces } from '#ingest/reading/byte-pieces.ts';

const [what, file, delimiter = ',', encoding = 'utf-8', choices = '{}'] = process.argv.slice(2);

/** Bare PapaParse: own decoded text in batches of 256 k cut at a line end, arrays, nothing made of them. */
async function parseBare(bytes: Blob): Promise<number> {
  const decoder = new TextDecoder(encoding);
  let rows = 0;
  let rest = '';
  for await (const piece of readPieces(bytes))
    for (let from = 0; from < piece.length; from += 262144) {
      const text = rest + decoder.decode(piece.subarray(from, from + 262144), { stream: true });
      const cut = text.lastIndexOf('\n');
      rest = text.slice(cut + 1);
      rows += Papa.parse(text.slice(0, cut), { delimiter, newline: '\n' }).data.length;
    }
  return rows;
}

async function importOne(bytes: Blob): Promise<number> {
  const files = [{ name: 'sales.csv', bytes }];
  const { files: reports } = await importFiles({ files, choices: { 'sales.csv': JSON.parse(choices) } }, () => ({
    progress() {},
    async yieldNow() {},
  }));
  return reports[0].rowsTotal;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function main(): Promise<void> {
  const bytes = await openAsBlob(file);
  const started = { wall: performance.now(), cpu: cpuSeconds() };
  const rows = what === 'papa' ? await parseBare(bytes) : await importOne(bytes);
  const seconds = (performance.now() - started.wall) / 1000;
  const used = cpuSeconds() - started.cpu;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ rows, seconds, cpuSeconds: used, peakMb, megabytes: bytes.size / 1e6 }));
}

void main();
