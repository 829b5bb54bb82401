import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Panel } from '#engine/panel/panel.ts';

/**
 * The weekly series of a panel's products as JSON lines for the engine (`forecast-lines`): complete weeks from the first that is
 * known, null where demand is unknown. Products that sold nothing in them have none. Pieces of some hundred lines.
 */
export function* seriesLines(panel: Panel): Generator<string> {
  const column = panel.unitsKnown === false ? panel.revenue : panel.units;
  let lines: string[] = [];
  for (const [row, { id }] of panel.products.entries()) {
    const at = row * panel.periods;
    const all = Array.from(column.subarray(at + panel.completeFrom, at + panel.completeTo));
    const first = all.findIndex((value) => !Number.isNaN(value));
    if (first < 0 || !all.some((value) => value > 0)) continue;
    const start = formatIsoDate(panel.start + 7 * (panel.completeFrom + first));
    const values = all.slice(first).map((value) => (Number.isNaN(value) ? null : value));
    lines.push(`${JSON.stringify({ id, start, values })}\n`);
    if (lines.length === 500) {
      yield lines.join('');
      lines = [];
    }
  }
  yield lines.join('');
}
