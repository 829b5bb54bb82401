import { open } from 'node:fs/promises';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { createRandom } from '#engine/random.ts';
import type { EncodingName } from '#ingest/import-report.ts';
import { encodeText } from './encode-text.ts';

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

/** Lines of another kind of file, and how PapaParse is told to read them. */
export interface OtherSales {
  readonly delimiter: string;
  readonly encoding: EncodingName;
  readonly lines: (count: number) => Generator<string>;
}

const day = toEpochDay(2022, 1, 1);
const pieces = (at: number): number => 1 + ((at * 7 + (at >> 3)) % 6);
const dayOf = (at: number): string => formatIsoDate(day + Math.floor(at / 1500));

/** Order lines as shops of other countries write them. */
export const otherSales: Readonly<Record<string, OtherSales>> = {
  'every cell in quotes': {
    delimiter: ',',
    encoding: 'utf-8',
    *lines(count) {
      yield '"Order ID","Order date","SKU","Product name","Quantity","Unit price","Customer ID"\n';
      for (let at = 0; at < count; at++)
        yield `"${100000 + at}","${dayOf(at)} 10:${10 + (at % 50)}:00","SKU${10000 + (at % products)}","Mug no. ${at % products}, blue","${pieces(at)}","${3 + (at % 90)}.50","C${10000 + ((at * 13) % 20000)}"\n`;
    },
  },
  'German order lines': {
    delimiter: ';',
    encoding: 'utf-8',
    *lines(count) {
      yield 'Bestellnummer;Bestelldatum;Artikelnummer;Bezeichnung;Menge;Einzelpreis;Kundennummer;Status\n';
      for (let at = 0; at < count; at++) {
        const [year, month, date] = dayOf(at).split('-');
        yield `${100000 + at};${date}.${month}.${year} 10:${10 + (at % 50)};SKU${10000 + (at % products)};Becher Größe ${at % products};${pieces(at)};${3 + (at % 90)},50;C${10000 + ((at * 13) % 20000)};${at % 90 === 0 ? 'storniert' : 'versendet'}\n`;
      }
    },
  },
  'Chinese order lines in GB18030': {
    delimiter: ',',
    encoding: 'gb18030',
    *lines(count) {
      yield '订单编号,订单付款时间,商家编码,商品名称,购买数量,单价,买家会员名,订单状态\n';
      for (let at = 0; at < count; at++)
        yield `${100000 + at},${dayOf(at)} 10:${10 + (at % 50)}:00,SKU${10000 + (at % products)},马克杯${at % products}号,${pieces(at)},${3 + (at % 90)}.50,买家${10000 + ((at * 13) % 20000)},${at % 90 === 0 ? '交易关闭' : '交易成功'}\n`;
    },
  },
};

const daysAside = 365;

/** Pieces by product with the days of a year side by side, and the same a line each. */
export const daysSideBySide = {
  *wide(count: number): Generator<string> {
    yield `sku,name,${Array.from({ length: daysAside }, (_, at) => formatIsoDate(day + at)).join()}\n`;
    for (let product = 0; product < count; product++)
      yield `SKU${10000 + product},Mug no. ${product},${Array.from({ length: daysAside }, (_, at) => pieces(product * 31 + at) - 1).join()}\n`;
  },
  *long(count: number): Generator<string> {
    yield 'sku,name,date,quantity\n';
    for (let product = 0; product < count; product++)
      for (let at = 0; at < daysAside; at++)
        yield `SKU${10000 + product},Mug no. ${product},${formatIsoDate(day + at)},${pieces(product * 31 + at) - 1}\n`;
  },
};

/** Writes lines to a file, some thousand at a time. */
export async function writeLines(
  file: string,
  lines: Iterable<string>,
  encoding: EncodingName = 'utf-8',
): Promise<void> {
  const handle = await open(file, 'w');
  try {
    let text = '';
    for (const line of lines) {
      text += line;
      if (text.length < blockBytes) continue;
      await handle.write(encodeText(text, encoding, false));
      text = '';
    }
    await handle.write(encodeText(text, encoding, false));
  } finally {
    await handle.close();
  }
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
