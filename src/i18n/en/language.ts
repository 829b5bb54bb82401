import { defineLanguage } from '#i18n/define-language.ts';
import { knownEvents } from '#i18n/known-events.ts';

export const english = defineLanguage({
  tag: 'en-GB',
  name: 'English',
  notStarted:
    'Debut has not started yet. If this stays: the browser may be too old (from Chromium 123, Firefox 120 or Safari 17.5 on), scripts may be off, or a file of the page did not arrive: load it anew. Your saved work is untouched.',
  joints: {
    sentences: ' ',
    phrases: '. ',
    clauses: ', ',
    parts: '; ',
    items: ', ',
    choices: ', or ',
    together: ' + ',
  },
  week: (isoYear, isoWeek) => `week ${isoWeek}, ${isoYear}`,
  events: new Map(knownEvents.map(([chinese, english]) => [chinese, english])),
});
