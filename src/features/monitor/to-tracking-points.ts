import type { LaunchTracking, WeekMark } from '#engine/monitor/tracking.ts';
import type { EventBand } from '#ui/charts/chart-language.ts';
import type { ForecastPoint } from '#ui/charts/forecast-chart.tsx';

/** Marks that a chart shows behind its lines; the first week of a launch needs none. */
const drawn: readonly WeekMark[] = ['stock-out', 'partial-stock-out', 'promotion', 'unplanned-promotion', 'missing'];

/** Sold units in ink, the committed expectation with its bands, and today's forecast of the weeks to come. */
export function toTrackingPoints({ weeks, reforecast }: LaunchTracking): ForecastPoint[] {
  return weeks.map(({ week, expected, lo80, hi80, lo95, hi95, sold }) => {
    const ahead = Math.round((week - reforecast.from) / 7);
    return {
      x: week,
      history: sold,
      forecast: expected,
      band50: null,
      band80: [lo80, hi80],
      band95: [lo95, hi95],
      naive: ahead >= 0 ? (reforecast.weekly.mean[ahead] ?? null) : null,
    };
  });
}

export interface TrackingCurves {
  readonly xs: readonly number[];
  readonly planned: readonly (number | null)[];
  readonly actual: readonly (number | null)[];
}

/** Sums since the launch: of all weeks as planned, and of those sold so far. */
export function toSums({ weeks }: LaunchTracking): TrackingCurves {
  let expected = 0;
  let sold = 0;
  return {
    xs: weeks.map(({ week }) => week),
    planned: weeks.map((week) => {
      expected += week.expected;
      return expected;
    }),
    actual: weeks.map((week) => {
      sold += week.sold ?? 0;
      return week.sold === null ? null : sold;
    }),
  };
}

/** Share of the initial order sold by the end of each week, as planned and as it was. */
export function toSellThrough({ weeks }: LaunchTracking): TrackingCurves {
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return {
    xs: weeks.map(({ week }) => week),
    planned: weeks.map(({ sellThroughPlanned }) => known(sellThroughPlanned)),
    actual: weeks.map(({ sellThrough }) => known(sellThrough)),
  };
}

/** Weeks with something special, neighbours of one kind joined into one band. */
export function toMarkBands({ weeks }: LaunchTracking, words: (mark: WeekMark) => string): EventBand[] {
  const bands: { name: string; from: number; to: number }[] = [];
  for (const { week, marks } of weeks) {
    for (const mark of marks.filter((each) => drawn.includes(each))) {
      const name = words(mark);
      const last = bands.findLast((band) => band.name === name);
      if (last && last.to === week - 4) last.to = week + 3;
      else bands.push({ name, from: week - 3, to: week + 3 });
    }
  }
  const [first, end] = [weeks[0]?.week ?? 0, weeks.at(-1)?.week ?? 0];
  return bands.map(({ name, from, to }) => ({ name, from: Math.max(first, from), to: Math.min(end, to) }));
}
