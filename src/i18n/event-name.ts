import type { Language } from '#i18n/language.ts';
import { localName } from '#i18n/local-name.ts';

/** Shopping days and holidays of Chinese calendars, as the trade calls them in English. */
const known: readonly (readonly [zh: string, en: string])[] = [
  ['元旦', 'New Year'],
  ['年货节', 'New Year sale'],
  ['腊八节', 'Laba Festival'],
  ['小年', 'Little New Year'],
  ['除夕', 'New Year’s Eve (lunar)'],
  ['春节', 'Spring Festival'],
  ['元宵节', 'Lantern Festival'],
  ['情人节', 'Valentine’s Day'],
  ['开学季', 'Back to school'],
  ['3.8焕新周', '3.8 Week'],
  ['妇女节', 'Women’s Day'],
  ['女神节', 'Women’s Day'],
  ['女王节', 'Women’s Day'],
  ['清明节', 'Qingming'],
  ['劳动节', 'Labour Day'],
  ['五一', 'Labour Day'],
  ['母亲节', 'Mother’s Day'],
  ['520礼遇季', '520 gifts'],
  ['儿童节', 'Children’s Day'],
  ['父亲节', 'Father’s Day'],
  ['端午节', 'Dragon Boat Festival'],
  ['618', '618'],
  ['七夕', 'Qixi'],
  ['中元节', 'Ghost Festival'],
  ['中秋节', 'Mid-Autumn'],
  ['国庆节', 'National Day'],
  ['重阳节', 'Double Ninth'],
  ['双11', 'Double 11'],
  ['双十一', 'Double 11'],
  ['双12', 'Double 12'],
  ['双十二', 'Double 12'],
  ['黑色星期五', 'Black Friday'],
  ['平安夜', 'Christmas Eve'],
  ['圣诞节', 'Christmas'],
];

const inEnglish = new Map(known);
// The first of several Chinese names is the one that is used.
const inChinese = new Map([...known].reverse().map(([zh, en]) => [en.toLocaleLowerCase('en'), zh]));

/**
 * A promotion's or holiday's name in the reader's language: the half of a name in both, the usual name of a well-known day, else as
 * the data has it. Days that fall together (国庆节、中秋节) are named one by one and joined by a plus: a comma would make them two
 * entries of a list.
 */
export function eventName(language: Language, name: string): string {
  const parts = name.split(/\s*[、，,;；+＋]\s*/u);
  const usual = parts.map((part) => {
    const own = localName(language, part);
    const known = inEnglish.has(own) || inChinese.has(own.toLocaleLowerCase('en'));
    const translated = language === 'en' ? inEnglish.get(own) : inChinese.get(own.toLocaleLowerCase('en'));
    return { name: translated ?? own, isOurs: known || own !== part };
  });
  // A comma in a name that nobody knows is part of it.
  if (!usual.some(({ isOurs }) => isOurs)) return name;
  return usual.map((part) => part.name).join(language === 'zh' ? '＋' : ' + ');
}

/** The same events with names that the reader reads. */
export function namedEvents<Event extends { readonly name: string }>(
  language: Language,
  events: readonly Event[],
): readonly Event[] {
  return events.map((event) => ({ ...event, name: eventName(language, event.name) }));
}
