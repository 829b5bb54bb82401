import * as v from 'valibot';
import { languageIds } from '#i18n/language.ts';
import { horizonSchema } from './demand-slice.ts';
import * as s from './schema.ts';
import { defineSlice } from './slice.ts';

/** What the person chose about the page itself: the same in every project. */
export const preferencesSlice = defineSlice(
  s.object({
    /** null: the browser's language. */
    language: s.oneOf(...languageIds, null),
    theme: s.oneOf('system', 'light', 'dark'),
  }),
);

/** What every computation of the project shares, and the step on screen. */
export const settingsSlice = defineSlice(
  s.object({
    /** The step on screen: a reload comes back to it. */
    step: s.oneOf('overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report', 'monitor'),
    /** Weeks forecast ahead. */
    horizonWeeks: horizonSchema,
    /** Seed of everything that draws random numbers. */
    seed: s.finite,
    /** Ids of products that are pinned: first in the table of products. */
    pinned: s.listOf(s.text),
  }),
  // The first version also held language and appearance, which are the reader's own.
  ({ step, horizonWeeks, seed }) => ({ step, horizonWeeks, seed }),
  // The second pinned no products at first.
  (settings) => ({ pinned: [], ...settings }),
);

/** Ids of work that was under way, or waited for its turn, and is taken up after a reload; null: not known. Of this machine alone. */
export const pendingSlice = defineSlice(
  s.orNull(s.listOf(s.text)),
  // In the first version price tests came with the candidates' forecasts.
  (pending) => pending && [...pending, 'price-tests'],
);

/** Everything that the export dialog asks. */
export const reportSlice = defineSlice(
  s.object({
    /** '' = the report's own title. */
    title: s.text,
    /** null: the page's language. */
    language: s.oneOf(...languageIds, 'both', null),
    paper: s.oneOf('A4', 'LETTER'),
    /** Ids of chapters: of one that there is no more, nothing comes. */
    omitted: s.listOf(s.text),
    /** The PDF carries the project, so that it can be opened again; and with it the raw files. */
    ...s.each(s.flag, 'carriesProject', 'carriesRows'),
  }),
  // The first version knew no chapters that may be left out.
  (choices) => ({ ...choices, omitted: [] }),
  // The second did not carry the project in the PDF.
  (choices) => ({ ...choices, carriesProject: true, carriesRows: false }),
  // The third knew no chapter of reasons: it stands in the document until it is omitted.
  (choices) => choices,
  // The fourth named the chapter of products that are not selected otherwise.
  ({ omitted, ...choices }) => ({
    ...choices,
    omitted: omitted.map((part: string) => (part === 'leftOut' ? 'notSelected' : part)),
  }),
);

/**
 * What calendars know of this plan already: entries keep their names, later files have a higher revision, and an entry that
 * is gone is called off. It goes along with the project, so that a colleague's export updates the same entries.
 */
export const calendarFileSlice = defineSlice(
  s.object({
    /** Part of every entry's name; '' until the first export. */
    calendarId: v.pipe(v.string(), v.regex(/^[\w-]{0,64}$/)),
    /** Files handed out so far. */
    revision: s.count,
    /** Entries of all of them, as they were handed out last. Days inclusive. */
    sent: s.listOf(s.object({ uid: v.pipe(v.string(), v.maxLength(200)), title: s.text, from: s.day, to: s.day })),
  }),
);
