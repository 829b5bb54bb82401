import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { type Cell, csvOf } from '#workers/sample/internal/csv.ts';
import { holidaysOf, promotionsBetween } from '#workers/sample/internal/events.ts';
import {
  behaviours,
  dayOfYear,
  firstDay,
  lastCalendarDay,
  lastDay,
  seasonTable,
} from '#workers/sample/internal/market-facts.ts';
import type { SalesLog } from '#workers/sample/internal/sales.ts';
import { ranges, type World } from '#workers/sample/internal/world.ts';
import type { VisitRow } from './browsing.ts';
import type { PurchaseRow } from './purchases.ts';

export function browsingCsv(rows: readonly VisitRow[]): string {
  return csvOf(
    ['日期', '用户ID', '商品编码', '浏览次数', '平均停留秒数', '加购次数', '收藏次数'],
    rows.map((row) => [
      formatIsoDate(row.day),
      row.user,
      row.product,
      row.views,
      row.dwellSeconds,
      row.carts,
      row.favourites,
    ]),
  );
}

/** What members bought, by member and day: a part of the sales, which the event says. */
export function purchasesCsv(rows: readonly PurchaseRow[]): string {
  return csvOf(
    ['日期', '用户ID', '商品编码', '行为类型'],
    rows.map(({ day, user, product }) => [formatIsoDate(day), user, product, '购买']),
  );
}

/** Product master data. The launch day of what was on sale before the log is not known to the shop's system. */
export function catalogueCsv(world: World): string {
  return csvOf(
    [
      '商品编码',
      '商品名称',
      '英文名称',
      '类目',
      '材质',
      '系列',
      '细分',
      '吊牌价(元)',
      '成本价(元)',
      '上架日期',
      '商品描述',
    ],
    world.products.map((product) => [
      product.id,
      product.name,
      product.english,
      product.category,
      product.material,
      product.series,
      product.group,
      product.listPrice,
      product.unitCost,
      product.launchDay === null ? '' : formatIsoDate(product.launchDay),
      product.note,
    ]),
  );
}

export function candidatesCsv(world: World): string {
  const idOf = (english: string | undefined): string =>
    english ? (world.products.find((product) => product.english === english)?.id ?? '') : '';
  const header =
    '商品编码,商品名称,英文名称,类目,商品描述,材质,系列,细分,售价(元),单位成本(元),残值(元),上新费用(元),首批备货,起订量,备货周期(周),上新工作量,最早上新,最晚上新,必须上新,计划上新,互斥组,波段,前代商品';
  return csvOf(
    header.split(','),
    world.candidates.map(({ product, wishes }) => [
      product.id,
      product.name,
      product.english,
      product.category,
      product.note,
      product.material,
      product.series,
      product.group,
      product.listPrice,
      wishes.unitCost,
      wishes.salvage,
      wishes.fixedCost,
      wishes.stock ?? '',
      wishes.minimumOrder,
      wishes.leadTimeWeeks,
      wishes.effort,
      wishes.earliest,
      wishes.latest,
      wishes.must ? '是' : '否',
      wishes.planned,
      wishes.exclusive ?? '',
      wishes.wave ?? '',
      idOf(wishes.predecessor),
    ]),
  );
}

/** Season of the whole market: the mean of the categories', by day of the year. */
export function marketSeason(): readonly number[] {
  const tables = ranges.map((range) => seasonTable(behaviours[range.code].peaks));
  return tables[0].map((_, day) => tables.reduce((sum, table) => sum + table[day], 0) / tables.length);
}

/** One row a day; the price index is known for the past only, season, holidays and promotions a year ahead. */
export function calendarCsv(log: SalesLog): string {
  const years = [2023, 2024, 2025, 2026];
  const promotions = promotionsBetween(firstDay, lastCalendarDay, [...years, 2027]);
  const holidays = new Map(holidaysOf(years).map((holiday) => [holiday.day, holiday.name]));
  const season = marketSeason();
  const rows: Cell[][] = [];
  for (let day = firstDay; day <= lastCalendarDay; day++) {
    const promotion = promotions.find((each) => day >= each.from && day <= each.to);
    const week = Math.floor((day - firstDay) / 7);
    rows.push([
      formatIsoDate(day),
      day <= lastDay ? log.priceIndex[week].toFixed(2) : '',
      season[dayOfYear(firstDay + 7 * week + 3)].toFixed(3),
      holidays.get(day) ?? '',
      promotion?.name ?? '',
      promotion ? `${Math.round(promotion.discount * 100)}%` : '',
    ]);
  }
  return csvOf(['日期', '价格指数', '季节指数', '节假日', '促销活动', '降价幅度'], rows);
}
