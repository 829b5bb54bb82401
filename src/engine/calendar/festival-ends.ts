import { springFestival } from '#engine/calendar/chinese-festivals.ts';
import { type EpochDay, fromEpochDay, toEpochDay, weekday } from '#engine/calendar/epoch-day.ts';

export type FestivalId =
  | 'new-year'
  | 'spring-festival'
  | 'lantern'
  | 'valentine'
  | 'womens-day'
  | 'white-day'
  | 'easter'
  | 'mothers-day'
  | 'day-520'
  | 'childrens-day'
  | 'dragon-boat'
  | 'fathers-day'
  | 'qixi'
  | 'back-to-school'
  | 'mid-autumn'
  | 'national-day'
  | 'halloween'
  | 'thanksgiving'
  | 'christmas';

interface Festival {
  readonly id: FestivalId;
  /** Names of goods that nobody buys after it. */
  readonly words: RegExp;
  /** Last day on which they sell in that year; NaN where it is not known. */
  readonly end: (year: number) => EpochDay;
}

const firstLunarYear = 2005;
/** Month x 100 + day, 2005 to 2035 (China Standard Time): the fifth of the fifth, seventh of the seventh, fifteenth of the eighth lunar month. */
const dragonBoat = [
  611, 531, 619, 608, 528, 616, 606, 623, 612, 602, 620, 609, 530, 618, 607, 625, 614, 603, 622, 610, 531, 619, 609,
  528, 616, 605, 624, 612, 601, 620, 610,
];
const sevenSevens = [
  811, 731, 819, 807, 826, 816, 806, 823, 813, 802, 820, 809, 828, 817, 807, 825, 814, 804, 822, 810, 829, 819, 808,
  826, 816, 805, 824, 812, 801, 820, 810,
];
const midAutumn = [
  918, 1006, 925, 914, 1003, 922, 912, 930, 919, 908, 927, 915, 1004, 924, 913, 1001, 921, 910, 929, 917, 1006, 925,
  915, 1003, 922, 912, 1001, 919, 908, 927, 916,
];

function lunar(codes: readonly number[]): Festival['end'] {
  return (year) => {
    const code = codes[year - firstLunarYear];
    return code === undefined ? Number.NaN : toEpochDay(year, Math.floor(code / 100), code % 100);
  };
}

function fixed(month: number, day: number): Festival['end'] {
  return (year) => toEpochDay(year, month, day);
}

/** The nth given weekday (0 = Monday) of a month. */
function nth(n: number, day: number, month: number): Festival['end'] {
  return (year) => {
    const first = toEpochDay(year, month, 1);
    return first + ((day - weekday(first) + 7) % 7) + 7 * (n - 1);
  };
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
function easter(year: number): EpochDay {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return toEpochDay(year, Math.floor(f / 31), (f % 31) + 1);
}

/** The first whose words a name holds counts: the narrower stand before the wider. */
const festivals: readonly Festival[] = [
  { id: 'qixi', words: /七夕|乞巧|qixi|chinese valentine/i, end: lunar(sevenSevens) },
  { id: 'white-day', words: /白色情人节|white day\b/i, end: fixed(3, 14) },
  { id: 'valentine', words: /情人节|valentine/i, end: fixed(2, 14) },
  {
    id: 'spring-festival',
    words:
      /新年|春节|新春|过年|年货|年夜饭|贺岁|拜年|除夕|压岁|春联|福袋红包|(?:lunar|chinese) new year|spring festival|year of the \w+/i,
    end: (year) => springFestival(year) - 1,
  },
  { id: 'lantern', words: /元宵|lantern festival/i, end: (year) => springFestival(year) + 14 },
  { id: 'new-year', words: /元旦|跨年|new year/i, end: fixed(1, 1) },
  { id: 'womens-day', words: /女神节|女王节|妇女节|三八节|women[’']?s day/i, end: fixed(3, 8) },
  { id: 'easter', words: /复活节|\beaster\b|ostern|ostereier/i, end: easter },
  { id: 'mothers-day', words: /母亲节|mother[’']?s day|muttertag/i, end: nth(2, 6, 5) },
  {
    id: 'day-520',
    words: /(?<!\d)520\s*(?:限定|限量|礼|情|告白|表白|爱|专属|节|gift|love|limited)|(?:告白|表白|我爱你)\s*520/i,
    end: fixed(5, 20),
  },
  { id: 'childrens-day', words: /儿童节|六一(?!八)|children[’']?s day/i, end: fixed(6, 1) },
  { id: 'dragon-boat', words: /端午|粽|dragon boat/i, end: lunar(dragonBoat) },
  { id: 'fathers-day', words: /父亲节|father[’']?s day|vatertag/i, end: nth(3, 6, 6) },
  { id: 'back-to-school', words: /开学|back[ -]to[ -]school|schulanfang/i, end: fixed(9, 10) },
  { id: 'mid-autumn', words: /中秋|月饼|mid[ -]?autumn|moon ?cake/i, end: lunar(midAutumn) },
  { id: 'national-day', words: /国庆/, end: fixed(10, 7) },
  { id: 'halloween', words: /万圣|halloween|trick or treat/i, end: fixed(10, 31) },
  { id: 'thanksgiving', words: /感恩节|thanksgiving/i, end: nth(4, 3, 11) },
  { id: 'christmas', words: /圣诞|平安夜|christmas|\bx-?mas\b|\bsanta\b|\badvent\b|weihnacht/i, end: fixed(12, 24) },
];

/** Words by which goods of a festival go on being bought after it. */
const sellsOn =
  /过完年|过年后|节后|全年|四季|一年四季|日常也|all year|year[ -]round|everyday|after the (?:holiday|festival)/i;

/** The festival that a name says the goods are for; null: none, or `more` (a description) says that they sell on. */
export function festivalOf(name: string, more = ''): FestivalId | null {
  if (sellsOn.test(name) || sellsOn.test(more)) return null;
  return festivals.find(({ words }) => words.test(name))?.id ?? null;
}

/** The festival's last selling days from `from` to `to`, both inclusive, in order. */
export function festivalEnds(id: FestivalId, from: EpochDay, to: EpochDay): EpochDay[] {
  const end = festivals.find((festival) => festival.id === id)?.end;
  const days: EpochDay[] = [];
  for (let year = fromEpochDay(from).year - 1; end && year <= fromEpochDay(to).year + 1; year++) {
    const day = end(year);
    if (day >= from && day <= to) days.push(day);
  }
  return days;
}
