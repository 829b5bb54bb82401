import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { CalendarEntry } from '#export/calendar-file.ts';
import { createReportWords } from '#export/create-report-words.ts';
import type { PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import { namesFor, type ReportWords } from '#export/report-words.ts';
import { tidyTexts } from '#export/tidy-texts.ts';
import type { Language } from '#i18n/language.ts';

/** An entry as an earlier file had it. */
export interface EarlierEntry {
  readonly uid: string;
  readonly title: string;
  readonly from: EpochDay;
  readonly to: EpochDay;
}

export interface PlanCalendarOptions {
  readonly language: Language;
  /** Part of every entry's name: two plans never update each other's. */
  readonly calendarId: string;
  /** Weeks from order to arrival by candidate, where the data says so. */
  readonly leadTimeWeeks: Readonly<Record<string, number>>;
  /** What earlier files held: what is gone since is called off. */
  readonly earlier: readonly EarlierEntry[];
}

/** Whole weeks of sales after which a launch is looked at for the first time. */
const reviewWeeks = 4;

/**
 * The launches of a plan with their milestones, in order of time: order, launch, first review, end of the initial order. A
 * launch stands on the first day of its week.
 */
export function planCalendar(document: PlanDocument, options: PlanCalendarOptions): readonly CalendarEntry[] {
  const plan = tidyTexts(document);
  const words = createReportWords(options.language, plan.currency);
  // Names of entries come from the ids as the data has them, not as they are printed.
  const own = plan.launches.flatMap((launch, i) => entriesOf(launch, document.launches[i].id, options, words));
  const present = new Set(own.map(({ uid }) => uid));
  const gone = options.earlier
    .filter(({ uid }) => !present.has(uid))
    .map((entry): CalendarEntry => ({ ...entry, text: '', isCancelled: true }));
  return [...own, ...gone].sort((a, b) => a.from - b.from || (a.uid < b.uid ? -1 : 1));
}

function entriesOf(
  launch: PlannedLaunch,
  id: string,
  { calendarId, leadTimeWeeks, language }: PlanCalendarOptions,
  { t, formats }: ReportWords,
): CalendarEntry[] {
  const name = namesFor(launch, language)[0];
  const initialOrder = formats.count(launch.initialOrder);
  const from = formats.date(launch.week);
  const entry = (milestone: string, day: EpochDay, title: string, text: string): CalendarEntry => ({
    uid: `${milestone}-${shortName(id)}-${calendarId}@debut.invalid`,
    ...{ title, text, from: day, to: day, isCancelled: false },
  });
  const weeks = Object.hasOwn(leadTimeWeeks, id) ? leadTimeWeeks[id] : undefined;
  const review = launch.weekly.slice(0, reviewWeeks).reduce((sum, units) => sum + units, 0);
  const entries = [
    entry(
      'launch',
      launch.week,
      t('files.event.launch', { name }),
      t('files.event.launchText', {
        ...{ from, initialOrder, units: formats.count(launch.units) },
        windowFrom: formats.date(launch.windowFrom),
        windowTo: formats.date(launch.windowTo + 6),
      }),
    ),
    entry(
      'review',
      launch.week + 7 * reviewWeeks,
      t('files.event.review', { name }),
      t('files.event.reviewText', { units: formats.count(review) }),
    ),
  ];
  if (weeks !== undefined && weeks > 0) {
    const day = launch.week - Math.ceil(7 * weeks);
    const text = t('files.event.orderText', { initialOrder, from, count: weeks, weeks: formats.decimal(weeks, 1) });
    entries.push(entry('order', day, t('files.event.order', { name }), text));
  }
  if (launch.coverWeeks !== null && launch.coverWeeks > 0) {
    const day = launch.week + Math.floor(7 * launch.coverWeeks);
    const lasts = { count: launch.coverWeeks, weeks: formats.decimal(launch.coverWeeks, 1) };
    const text = t('files.event.lastsText', { initialOrder, ...lasts });
    entries.push(entry('lasts', day, t('files.event.lasts', { name }), text));
  }
  return entries;
}

/** An id as part of a name: itself where it is plain, else 64 bits that stand for it (FNV-1a over its code units). */
function shortName(id: string): string {
  if (/^[\w.-]{1,48}$/.test(id)) return id;
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < id.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(id.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
