import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { createRandom } from '#engine/random.ts';
import { csvFile, type UploadFile } from './simulated-sales.ts';

const start = parseIsoDate('2023-01-02');
const kinds = ['Mugs', 'Lamps', 'Trays'];
const materials = ['glass', 'steel', 'wood'];

interface Plan {
  readonly weeks: number;
  /** A product begins every third week from this one on; none where it lies beyond the data. */
  readonly firstLaunch: number;
}

/** Sales of twelve products from the first week on and of launches along the way, and a catalogue with materials. */
export function simulatedLaunches({ weeks, firstLaunch }: Plan, seed: number): UploadFile[] {
  const random = createRandom(seed);
  const sales = ['date,product_id,product,category,units,unit_price'];
  const catalogue = ['product_id,product,category,material'];
  const launches = Math.max(0, Math.ceil((weeks - firstLaunch) / 3));
  for (let p = 0; p < 12 + launches; p++) {
    const begin = p < 12 ? 0 : firstLaunch + 3 * (p - 12);
    const kind = kinds[p % 3];
    const material = materials[(p >> 1) % 3];
    const price = 10 + (p % 7);
    const level = 20 * (1 + (p % 3)) * (material === 'glass' ? 1.6 : 1);
    catalogue.push(`P${p},${material} ${kind} ${p},${kind},${material}`);
    for (let t = begin; t < weeks; t++) {
      const curve = begin === 0 ? 1 : 0.6 + Math.min(1, (t - begin + 1) / 3) * 0.95 ** (t - begin);
      const season = 1 + 0.2 * Math.sin((2 * Math.PI * t) / 52);
      const units = Math.max(1, Math.round(level * curve * season * (1 + 0.1 * random.normal())));
      sales.push(`${formatIsoDate(start + 7 * t)},P${p},${material} ${kind} ${p},${kind},${units},${price}.00`);
    }
  }
  return [csvFile('sales.csv', sales), csvFile('catalogue.csv', catalogue)];
}

/** Candidates that say little or something never seen, beside a plain one and its twin; the import refuses C3, which has no price. */
export function oddCandidates(): UploadFile {
  return csvFile('candidates.csv', [
    'product_id,name,category,material,price,unit_cost,lead_time_weeks',
    'C1,glass Mugs new,Mugs,glass,12,5,4',
    'C2,glass Mugs new,Mugs,glass,12,5,4',
    'C3,steel Lamps unpriced,Lamps,steel,,5,4',
    'C4,wood Kites,Kites,wood,14,5,4',
    'C5,titanium Trays,Trays,titanium,13,5,4',
  ]);
}
