import * as v from 'valibot';
import { languageIds } from '#i18n/language.ts';
import { candidatesPart } from './candidates-shape.ts';
import { datasetPart } from './dataset-shape.ts';
import { demandPart, horizonShape } from './demand-shape.ts';
import { explorePart } from './explore-shape.ts';
import { monitorPart } from './monitor-shape.ts';
import { planPart } from './plan-shape.ts';
import { count, day, finite, flag, listOf, oneOf, type Shape, text } from './shapes.ts';
import { trainingPart } from './training-shape.ts';
import { trendsPart } from './trends-shape.ts';

/** What every computation shares, and the step on screen: `persistedSettings` of the stores. */
export const settingsPart = v.object({
  step: oneOf('overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report', 'monitor'),
  horizonWeeks: horizonShape,
  seed: finite,
  // Absent before products were pinned.
  pinned: v.optional(listOf(text), []),
});

/** What the person chose about the document: `persistedReport` of the stores. */
export const reportPart = v.object({
  title: text,
  language: oneOf(...languageIds, 'both', null),
  paper: oneOf('A4', 'LETTER'),
  /** Ids of chapters: of one that there is no more, nothing comes. */
  omitted: listOf(text),
  carriesProject: flag,
  carriesRows: flag,
});

/** What calendars know of the plan already: `persistedCalendarFile` of the stores. */
export const calendarFilePart = v.object({
  calendarId: v.pipe(v.string(), v.regex(/^[\w-]{0,64}$/)),
  revision: count,
  sent: listOf(v.object({ uid: v.pipe(v.string(), v.maxLength(200)), title: text, from: day, to: day })),
});

interface KnownPart {
  readonly version: number;
  readonly shape: Shape<unknown>;
  /** A project without it is none. */
  readonly isNeeded: boolean;
}

/**
 * Every part of a project, by the key and with the version under which its store keeps it. A new version here needs a
 * migration in `migrate-part.ts`.
 */
export const knownParts: Readonly<Record<string, KnownPart>> = {
  settings: { version: 2, shape: settingsPart, isNeeded: true },
  dataset: { version: 2, shape: datasetPart, isNeeded: true },
  demand: { version: 2, shape: demandPart, isNeeded: false },
  candidates: { version: 3, shape: candidatesPart, isNeeded: false },
  training: { version: 3, shape: trainingPart, isNeeded: false },
  trends: { version: 2, shape: trendsPart, isNeeded: false },
  explore: { version: 1, shape: explorePart, isNeeded: false },
  plan: { version: 2, shape: planPart, isNeeded: false },
  report: { version: 4, shape: reportPart, isNeeded: false },
  'calendar-file': { version: 1, shape: calendarFilePart, isNeeded: false },
  monitor: { version: 1, shape: monitorPart, isNeeded: false },
};

export const manifestShape = v.object({
  format: count,
  app: text,
  savedAt: finite,
  name: text,
  parts: listOf(v.object({ key: text, version: count })),
  rows: listOf(v.object({ name: text, id: text })),
});
