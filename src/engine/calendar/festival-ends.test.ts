import { Lunar } from 'lunar-typescript';
import { expect, test } from 'vitest';
import { formatIsoDate, toEpochDay } from './epoch-day.ts';
import { festivalEnds, festivalOf } from './festival-ends.ts';

const endOf = (id: Parameters<typeof festivalEnds>[0], year: number): string =>
  festivalEnds(id, toEpochDay(year, 1, 1), toEpochDay(year, 12, 31))
    .map(formatIsoDate)
    .join();

test.each([
  ['宠物新年唐装 红色 Pet Lunar New Year Vest, Red', 'spring-festival'],
  ['坚果年货礼盒', 'spring-festival'],
  ['白桃乌龙香薰蜡烛 情人节礼盒', 'valentine'],
  ['七夕情人节玫瑰', 'qixi'],
  ['White Day chocolate', 'white-day'],
  ['520限定 玫瑰扩香石礼盒', 'day-520'],
  ['端午粽子礼盒', 'dragon-boat'],
  ['Mooncake tin', 'mid-autumn'],
  ['PACK/12 XMAS FUN CARD', 'christmas'],
  ['Vintage Christmas bunting', 'christmas'],
  ['Halloween pumpkin lantern', 'halloween'],
  ['Back-to-school pencil case', 'back-to-school'],
  ['New Year’s Eve hats', 'new-year'],
  ['Mother’s Day mug', 'mothers-day'],
])('%s is of %s', (name, id) => {
  expect(festivalOf(name)).toBe(id);
});

test.each([
  '随行杯 520ml',
  'Bottle 1520 gift',
  'Eastern lamp',
  'Santana guitar',
  '换季收纳箱',
  'Adventure tent',
  '618 特惠杯',
])('%s is of no festival', (name) => {
  expect(festivalOf(name)).toBeNull();
});

test('goods that are said to be of use afterwards are of none', () => {
  expect(festivalOf('年货零食收纳罐', '过年摆桌好看，过完年装杂粮')).toBeNull();
  expect(festivalOf('Christmas candle, all year round scent')).toBeNull();
});

test('ends of the days that move, as lunar-typescript and the almanac have them', () => {
  const lunar = (year: number, month: number, day: number): string => {
    const solar = Lunar.fromYmd(year, month, day).getSolar();
    return formatIsoDate(toEpochDay(solar.getYear(), solar.getMonth(), solar.getDay()));
  };
  for (let year = 2005; year <= 2035; year++) {
    expect(endOf('dragon-boat', year)).toBe(lunar(year, 5, 5));
    expect(endOf('qixi', year)).toBe(lunar(year, 7, 7));
    expect(endOf('mid-autumn', year)).toBe(lunar(year, 8, 15));
  }
  expect(['easter', 'mothers-day', 'fathers-day', 'thanksgiving'].map((id) => endOf(id as 'easter', 2026))).toEqual([
    ...['2026-04-05', '2026-05-10', '2026-06-21', '2026-11-26'],
  ]);
  expect(endOf('spring-festival', 2026)).toBe('2026-02-16');
});
