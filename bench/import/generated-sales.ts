import { open } from 'node:fs/promises';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { createRandom } from '#engine/random.ts';

const blockBytes = 4 * 1024 * 1024;
const products = 2000;
const header = 'order_id,order_time,sku,product name,category,quantity,unit price,customer id,promotion\n';

/**
 * Writes order lines of a made-up shop to a file, in blocks of 4 MiB. One line in 200 has quotes, one in 500 is a
 * cancellation of an earlier order.
 */
export async function writeGeneratedSales(file: string, blocks: number): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (let block = 0; block < blocks; block++) await handle.write(writeBlock(block));
  } finally {
    await handle.close();
  }
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
