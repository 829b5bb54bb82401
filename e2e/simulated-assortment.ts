import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { createRandom } from '#engine/random.ts';
import { csvFile, type UploadFile } from './simulated-sales.ts';

const categories = ['Mugs', 'Lamps', 'Candles', 'Trays'];
const start = parseIsoDate('2023-01-02');
const pastWeeks = 130;

/**
 * A range whose products came one after the other, each with a launch curve, a season of its category and noise, and a
 * file of candidates with costs, windows, waves, groups and weeks of the manager's own: what a plan of that size needs.
 * Prices never move: of a dozen products no category has the four that a price test is sought with, which takes seconds.
 */
export function simulatedAssortment(candidates: number, seed: number, products = 40): UploadFile[] {
  const random = createRandom(seed);
  const sales = ['date,product_id,product,category,units,unit_price'];
  for (let p = 0; p < products; p++) {
    const category = p % categories.length;
    const launch = 3 * p;
    const level = 20 + 6 * (p % 9);
    const price = 12 + (p % 7);
    for (let t = launch; t < pastWeeks; t++) {
      const age = t - launch;
      const curve = (1 + Math.min(age, 3)) * 0.92 ** age + 0.4;
      const season = 1 + 0.4 * Math.sin((2 * Math.PI * t) / 52 + category);
      const units = Math.max(1, Math.round(level * curve * season * (1 + 0.1 * random.normal())));
      const day = formatIsoDate(start + 7 * t);
      sales.push(`${day},P${p},Product ${p},${categories[category]},${units},${price}.00`);
    }
  }
  const first = start + 7 * pastWeeks;
  const rows = [
    'id,name,category,price,unit_cost,salvage,lead_time_weeks,effort,earliest,latest,must,planned,group,wave',
  ];
  for (let i = 0; i < candidates; i++) {
    const earliest = i % 5 === 0 ? formatIsoDate(first + 7 * (i % 8)) : '';
    const latest = i % 7 === 0 ? formatIsoDate(first + 7 * (14 + (i % 12))) : '';
    const planned = i % 3 === 0 ? formatIsoDate(first + 7 * (i % 26)) : '';
    const price = 10 + (i % 13);
    rows.push(
      [
        ...[`C${i}`, `Candidate ${i}`, categories[i % categories.length], price, (price * 0.4).toFixed(2)],
        ...[(price * 0.15).toFixed(2), 4 + (i % 4), 1 + (i % 2), earliest, latest, i % 60 === 0 ? 'yes' : 'no'],
        ...[planned, i % 25 === 1 ? `G${i % 4}` : '', i % 40 === 2 ? `W${i % 3}` : ''],
      ].join(),
    );
  }
  return [csvFile('sales.csv', sales), csvFile('candidates.csv', rows)];
}

/** Later weeks of the planted range, in which every launch sells a share of what the plan expects. */
export function laterSales(
  plan: CommittedPlan,
  weeks: number,
  share: (i: number) => number,
  products = 40,
): UploadFile {
  const rows = ['date,product_id,product,category,units,unit_price'];
  for (let w = 0; w < weeks; w++) {
    const day = formatIsoDate(plan.startDay + 7 * w);
    for (let p = 0; p < products; p++) rows.push(`${day},P${p},Product ${p},Mugs,${20 + (p % 9)},12.00`);
    plan.candidates.forEach(({ id, name, category, weekly }, i) => {
      const age = w - plan.weeks[i];
      const units = Math.round(share(i) * (weekly.mean[age] ?? 0));
      if (plan.weeks[i] >= 0 && age >= 0 && units > 0) rows.push(`${day},${id},${name},${category},${units},12.00`);
    });
  }
  return csvFile('later.csv', rows);
}
