import { type Language, languages } from '#i18n/language.ts';
import { localName } from '#i18n/local-name.ts';

const declared = Object.values(languages);

/**
 * A promotion's or holiday's name in the reader's language: the half of a name in both, the usual name of a well-known day, else as
 * the data has it. Days that fall together (国庆节、中秋节) are named one by one and joined by a plus: a comma would make them two
 * entries of a list.
 */
export function eventName(language: Language, name: string): string {
  const { events, joints } = languages[language];
  const parts = name.split(/\s*[、，,;；+＋]\s*/u);
  const usual = parts.map((part) => {
    const own = localName(language, part);
    const key = own.toLowerCase();
    return { name: events.get(key) ?? own, isOurs: own !== part || declared.some((each) => each.events.has(key)) };
  });
  // A comma in a name that nobody knows is part of it.
  if (!usual.some(({ isOurs }) => isOurs)) return name;
  return usual.map((part) => part.name).join(joints.together);
}

/** The same events with names that the reader reads. */
export function namedEvents<Event extends { readonly name: string }>(
  language: Language,
  events: readonly Event[],
): readonly Event[] {
  return events.map((event) => ({ ...event, name: eventName(language, event.name) }));
}
