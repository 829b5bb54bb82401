/** Minutes east of UTC that hold from an instant on. */
export interface ZoneOffset {
  /** `YYYY-MM-DD HH:MM:SS` in UTC; '' for the first. */
  readonly from: string;
  readonly minutes: number;
}

const hour = 3_600_000;
const firstYear = 2000;
const lastYear = 2040;

/**
 * When the clocks of a zone change, 2000 to 2040, as `Intl` knows it: for engines that have no zones, or answer NULL where
 * theirs were not loaded.
 */
export function zoneOffsets(zone: string): ZoneOffset[] {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const minutesAt = (instant: number): number => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
    return Math.round((local - instant) / 60_000);
  };
  const offsets: ZoneOffset[] = [];
  const end = Date.UTC(lastYear + 1, 0, 1);
  const step = 24 * hour;
  let before = minutesAt(Date.UTC(firstYear, 0, 1));
  offsets.push({ from: '', minutes: before });
  for (let at = Date.UTC(firstYear, 0, 1) + step; at <= end; at += step) {
    const after = minutesAt(at);
    if (after === before) continue;
    // Clocks change on a quarter of an hour in every zone since 2000.
    let change = at - step;
    while (minutesAt(change) === before) change += hour / 4;
    offsets.push({ from: new Date(change).toISOString().slice(0, 19).replace('T', ' '), minutes: after });
    before = after;
  }
  return offsets;
}
