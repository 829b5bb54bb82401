import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { panelFileColumns } from '#engine/panel/panel-file.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { FileChoices, ImportOutput } from '#ingest/import-report.ts';
import { panelQuery } from '#warehouse/panel-query.ts';
import { type Engine, loadLog } from './engines.ts';
import { logAsCsv, logColumns, type RandomLog } from './random-log.ts';

const silent = () => ({ progress() {}, async yieldNow() {} });
const roles = {
  at: 'datetime',
  product: 'product',
  name: 'name',
  category: 'category',
  units: 'units',
  price: 'price',
  revenue: 'revenue',
  orderId: 'order',
  customer: 'customer',
  promotion: 'promotion',
} as const;

/** The import's answer to the log, what the mapping leaves out ignored. */
export function importLog(log: RandomLog): Promise<ImportOutput> {
  const { mapping } = log;
  const used = new Set(
    [mapping.units, mapping.price, mapping.revenue, mapping.promotion].flatMap((each) => each?.column ?? []),
  );
  for (const column of ['at', mapping.product, mapping.name, mapping.category, mapping.order, mapping.customer])
    if (column) used.add(column);
  const choices: FileChoices = {
    kind: 'sales',
    numberStyle: 'point',
    roles: Object.fromEntries(
      logColumns.map((column, index) => [
        index,
        used.has(column) ? roles[column as keyof typeof roles] : ('ignored' as const),
      ]),
    ),
  };
  const bytes = new TextEncoder().encode(logAsCsv(log));
  return importFiles(
    { files: [{ name: 'log.csv', bytes }], choices: { 'log.csv': choices }, weekStart: mapping.weekStart },
    silent,
  );
}

/** The panel file alone, as if dropped; what currency it is in only the user knows. */
export function importPanel(text: string, weekStart: 0 | 6, currency = ''): Promise<ImportOutput> {
  return importFiles(
    { files: [{ name: 'panel.csv', bytes: new TextEncoder().encode(text) }], weekStart, currency },
    silent,
  );
}

/** The answer of the query as the file that a console saves. */
export async function panelFileOf(engine: Engine, log: RandomLog): Promise<string> {
  await loadLog(engine, log);
  const rows = await engine.ask(panelQuery(log.mapping, engine.dialect));
  return [panelFileColumns, ...rows]
    .map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join('\n')
    .concat('\n');
}

/** What differs between the import of a log and the query's answer: cells, and rejected rows by cause. */
export async function differences(engine: Engine, log: RandomLog, imported = importLog(log)): Promise<string[]> {
  await loadLog(engine, log);
  const rows = await engine.ask(panelQuery(log.mapping, engine.dialect));
  const { files, dataset } = await imported;
  const found: string[] = [];
  const rejected = Object.fromEntries(rows.filter(([type]) => type === 'cause').map((row) => [row[3], Number(row[7])]));
  const causes = new Set([...Object.keys(rejected), ...Object.keys(files[0].rejected)]);
  for (const cause of causes)
    if (rejected[cause] !== files[0].rejected[cause])
      found.push(`${cause}: ${rejected[cause]} instead of ${files[0].rejected[cause]}`);
  const cells = new Map<string, { units: bigint; revenue: bigint }>();
  for (const row of rows) {
    if (row[0] !== 'week') continue;
    const key = `${row[2].toUpperCase()} ${row[1]}`;
    const sum = cells.get(key) ?? { units: 0n, revenue: 0n };
    cells.set(key, { units: sum.units + BigInt(row[5]), revenue: sum.revenue + BigInt(row[6]) });
  }
  const { panel } = dataset;
  if (!panel) return [...found, 'no panel'];
  panel.products.forEach(({ id }, row) => {
    for (let t = 0; t < panel.periods; t++) {
      const key = `${id.toUpperCase()} ${formatIsoDate(panel.start + 7 * t)}`;
      const cell = cells.get(key) ?? { units: 0n, revenue: 0n };
      cells.delete(key);
      const at = row * panel.periods + t;
      // Weeks that the import calls unknown hold nothing that was sold.
      const [units, revenue] = [panel.units[at], panel.revenue[at]].map((value) => (Number.isNaN(value) ? 0 : value));
      if (Math.round(units * 1e6) !== Number(cell.units) || Math.round(revenue * 1e6) !== Number(cell.revenue))
        found.push(`${key}: ${cell.units} ${cell.revenue} instead of ${units} ${revenue}`);
    }
  });
  for (const [key, { units, revenue }] of cells)
    if (units !== 0n || revenue !== 0n) found.push(`${key}: not in the import`);
  return found;
}
