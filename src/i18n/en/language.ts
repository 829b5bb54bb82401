import { defineLanguage } from '#i18n/define-language.ts';
import { knownEvents } from '#i18n/known-events.ts';

export const english = defineLanguage({
  tag: 'en-GB',
  name: 'English',
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
