/** One measured pass over generated sales in a process of its own: `measure.ts import|papa BLOCKS`; prints JSON. */
import Papa from 'papaparse';
import { importFiles } from '#ingest/import-files.ts';
import { readPieces } from '#ingest/reading/byte-pieces.ts';
import { generatedSales } from './generated-sales.ts';

const [what, blocks] = [process.argv[2], Number(process.argv[3])];

/** Writing the blocks costs time of its own; it is taken off. */
async function writeOnly(): Promise<number> {
  const started = cpuSeconds();
  for await (const piece of readPieces(generatedSales(blocks))) if (piece.length === 0) throw new Error('empty piece');
  return cpuSeconds() - started;
}

/** Bare PapaParse: own decoded text in batches of 256 k cut at a line end, arrays, nothing made of them. */
async function papa(): Promise<number> {
  const decoder = new TextDecoder();
  let rows = 0;
  let rest = '';
  for await (const piece of readPieces(generatedSales(blocks)))
    for (let from = 0; from < piece.length; from += 262144) {
      const text = rest + decoder.decode(piece.subarray(from, from + 262144), { stream: true });
      const cut = text.lastIndexOf('\n') + 1;
      rest = text.slice(cut);
      rows += Papa.parse(text.slice(0, cut), { delimiter: ',', newline: '\n' }).data.length;
    }
  return rows;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function main(): Promise<void> {
  const writing = await writeOnly();
  const started = { wall: performance.now(), cpu: cpuSeconds() };
  const rows =
    what === 'papa'
      ? await papa()
      : (
          await importFiles({ files: [{ name: 'sales.csv', bytes: generatedSales(blocks) }] }, () => ({
            progress() {},
            async breathe() {},
          }))
        ).files[0].rowsTotal;
  // The import reads its file twice (encoding and hash, then rows), so the blocks are written twice.
  const written = writing * (what === 'papa' ? 1 : 2);
  const seconds = (performance.now() - started.wall) / 1000 - written;
  const used = cpuSeconds() - started.cpu - written;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ rows, seconds, cpuSeconds: used, peakMb, megabytes: blocks * 4.194304 }));
}

void main();
