import { isoWeek } from '#engine/calendar/epoch-day.ts';
import { drawLaunchCalendar } from '#export/charts/draw-launch-calendar.ts';
import { createReportWords } from '#export/create-report-words.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { namesFor } from '#export/report-words.ts';
import { tidyTexts } from '#export/tidy-texts.ts';
import { namedEvents } from '#i18n/event-name.ts';
import type { Language } from '#i18n/language.ts';

const width = 1120;
const margin = 24;

/** The launch calendar as an SVG document of its own, on white, in the fonts of the machine that shows it. */
export function calendarPicture(document: PlanDocument, language: Language): string {
  const plan = tidyTexts(document);
  const { t, formats } = createReportWords(language, plan.currency);
  const svg = drawLaunchCalendar({
    start: plan.calendar.start,
    weeks: plan.calendar.weeks,
    rows: plan.launches.map((launch) => ({ ...launch, label: namesFor(launch, language)[0] })),
    events: namedEvents(language, plan.calendar.events),
    load: plan.calendar.load,
    capacity: plan.calendar.capacity,
    width: width - 2 * margin,
    // A row of its full height for every launch.
    maxHeight: 120 + 26 * plan.launches.length,
    capacityLabel: t('pdf.calendar.capacity'),
    weekLabel: (day) => String(isoWeek(day).week),
    monthLabel: (day) => formats.month(day),
  });
  const height = Number(/ height="([\d.]+)"/.exec(svg)?.[1] ?? 0);
  const whole = { width, height: height + 2 * margin };
  const ground = `<rect width="100%" height="100%" fill="#ffffff"/>`;
  const family = "Inter, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.width}" height="${whole.height}" ` +
    `viewBox="0 0 ${whole.width} ${whole.height}" font-family="${family}">${ground}` +
    `<g transform="translate(${margin} ${margin})">${svg}</g></svg>`
  );
}
