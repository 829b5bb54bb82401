import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { createRandom } from '#engine/random.ts';
import type { BlobLike } from '#ingest/import-report.ts';

const blockBytes = 4 * 1024 * 1024;
const products = 2000;
const header = 'order_id,order_time,sku,product name,category,quantity,unit price,customer id,promotion\n';

/**
 * Order lines of a made-up shop as a file of any size that is never held: each block of 4 MiB is written anew, from its
 * number, when it is read. One line in 200 has quotes, one in 500 is a cancellation of an earlier order.
 */
export function generatedSales(blocks: number): BlobLike {
  const size = blocks * blockBytes;
  const slice = (from = 0, to = size): BlobLike => ({
    size: to - from,
    slice: (start = 0, end = to - from) => slice(from + start, Math.min(to, from + end)),
    async arrayBuffer() {
      const parts = new Uint8Array(to - from);
      for (let block = Math.floor(from / blockBytes); block * blockBytes < to; block++) {
        const start = block * blockBytes;
        const bytes = writeBlock(block);
        const first = Math.max(from, start);
        const last = Math.min(to, start + blockBytes);
        parts.set(bytes.subarray(first - start, last - start), first - from);
      }
      return parts.buffer;
    },
  });
  return slice();
}

/** Exactly 4 MiB of whole lines; the last one's name is padded. */
function writeBlock(block: number): Uint8Array {
  const random = createRandom(block + 1);
  const day = toEpochDay(2022, 1, 1) + block * 3;
  let text = block === 0 ? header : '';
  let line = 0;
  while (text.length < blockBytes - 400) {
    text += row(block, line, formatIsoDate(day + Math.min(2, Math.floor(line / 17000))), random);
    line += 1;
  }
  const last = `9,${formatIsoDate(day)} 10:00:00,SKU00001,"${'x'.repeat(blockBytes - text.length - 66)}",Mugs 01,1,9.99,C00001,\n`;
  text += last;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > blockBytes) throw new Error(`block of ${bytes.length} bytes`);
  // Blanks in front of the final line end take up what is left.
  const whole = new Uint8Array(blockBytes).fill(32);
  whole.set(bytes.subarray(0, bytes.length - 1));
  whole[blockBytes - 1] = 10;
  return whole;
}

function row(block: number, line: number, date: string, random: ReturnType<typeof createRandom>): string {
  const product = random.below(products);
  const sku = `SKU${String(product).padStart(5, '0')}`;
  const cancelled = random.below(500) === 0;
  const name = random.below(200) === 0 ? `"Mug ""No. ${product}"", blue"` : `Mug no. ${product} blue`;
  const quantity = (1 + random.below(6)) * (cancelled ? -1 : 1);
  const price = `${3 + (product % 90)}.${String(product % 100).padStart(2, '0')}`;
  const time = `${date} ${String(8 + random.below(12)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}:00`;
  const customer = `C${String(random.below(20000)).padStart(5, '0')}`;
  return `${cancelled ? 'C' : ''}${block * 100000 + line},${time},${sku},${name},Mugs ${String(product % 12).padStart(2, '0')},${quantity},${price},${customer},${random.below(10) === 0 ? 'Sale' : ''}\n`;
}
