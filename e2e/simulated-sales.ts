import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { createRandom } from '#engine/random.ts';

export interface UploadFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A file as the browser's file chooser takes it. */
export function csvFile(name: string, lines: readonly string[]): UploadFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`, 'utf8') };
}

/**
 * Weekly sales with a signal that can be learnt: two waves of so many weeks each, a level of its own for each product, and
 * a little noise (about 5 %), so that a predictor that always says the mean has a clearly higher loss.
 */
export function simulatedSales(products: number, weeks: number, seed: number, waves = [26, 7]): UploadFile {
  const random = createRandom(seed);
  const start = parseIsoDate('2022-01-03');
  const lines = ['date,product_id,product,units,unit_price'];
  for (let p = 0; p < products; p++) {
    const level = 80 + 40 * p;
    for (let t = 0; t < weeks; t++) {
      const [long, short] = waves.map((length) => (2 * Math.PI * t) / length);
      const wave = 1 + 0.5 * Math.sin(long + p) + 0.25 * Math.sin(short);
      const units = Math.max(1, Math.round(level * wave * (1 + 0.05 * random.normal())));
      lines.push(`${formatIsoDate(start + 7 * t)},P${p},Product ${p},${units},9.90`);
    }
  }
  return csvFile('planted-sales.csv', lines);
}

/** A range of a large shop: so many products in eight categories, each sold in every week, with a season and a price. */
export function simulatedPanel(products: number, weeks: number, seed: number): UploadFile {
  const random = createRandom(seed);
  const start = parseIsoDate('2022-01-03');
  const days = Array.from({ length: weeks }, (_, t) => formatIsoDate(start + 7 * t));
  const lines = ['date,product_id,product,category,units,unit_price'];
  for (let p = 0; p < products; p++) {
    const level = 10 + ((37 * p) % 190);
    const tail = `P${p},Product ${p},Category ${p % 8}`;
    for (let t = 0; t < weeks; t++) {
      const season = 1 + 0.4 * Math.sin((2 * Math.PI * t) / 52 + (p % 8));
      lines.push(`${days[t]},${tail},${Math.max(0, Math.round(level * season * (1 + 0.2 * random.normal())))},9.90`);
    }
  }
  return csvFile('large-range.csv', lines);
}
