import type { BasketLog } from '#ingest/assembly/basket-log.ts';
import type { TextIndex } from '#ingest/assembly/collection.ts';
import { DateReader } from '#ingest/cleaning/date-reader.ts';
import { DwellReader } from '#ingest/cleaning/dwell-reader.ts';
import { orderKey } from '#ingest/cleaning/order-key.ts';
import { remembered } from '#ingest/cleaning/order-state.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import { anyDate, dateRoles, defineFileKind, RowsOfKind } from '#ingest/kinds/define-file-kind.ts';
import type { Row } from '#ingest/reading/row.ts';
import { isTotalId } from '#ingest/understanding/find-header.ts';
import type { HeadingMeaning } from '#ingest/understanding/heading-words.ts';
import { saysAny } from '#ingest/understanding/meaning-score.ts';
import { dayOf } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** What was looked at. */
export const browsing = defineFileKind('browsing', {
  roles: {
    ...dateRoles,
    product: 1,
    name: 0.3,
    category: 0.5,
    user: 2,
    session: 3.5,
    event: 4,
    dwell: 4,
    views: 4,
    visitors: 4,
    carts: 3,
    favourites: 3,
    price: 0.3,
  },
  needs: [anyDate, ['product', 'name'], ['event', 'dwell', 'session', 'views', 'visitors', 'user']],
  countsRows: ['product', 'name'],
  fileName: /brows|click|event|view|traffic|visit|behaviou?r|浏览|流量|行为|点击|访问/i,
  templates: {
    en: {
      file: 'debut-browsing.csv',
      columns: ['Date', 'User ID', 'Product ID', 'Views', 'Avg dwell seconds', 'Cart adds', 'Favourites'],
    },
    zh: {
      file: '首发-浏览.csv',
      columns: ['日期', '用户ID', '商品编码', '浏览次数', '平均停留秒数', '加购次数', '收藏次数'],
    },
  },
  doubt: ({ taken, sells, says }) => {
    const onlyUsers = !(['event', 'dwell', 'session', 'views', 'visitors'] as const).some((role) => taken.has(role));
    // A report of visits that also says how much was sold is one of sales: those take visits along, visits take no sales.
    return (
      (taken.size > 0 && onlyUsers ? 0.4 : 1) *
      ((taken.has('product') || taken.has('name')) && (sells('some') || says('order')) ? 0.4 : 1)
    );
  },
  // A calendar of events says of hardly any of them twice, or when it ends, and of no product.
  isOther: ({ taken, isNamed, says, fills, repeats }) =>
    taken.has('event') &&
    !taken.has('user') &&
    !taken.has('session') &&
    !isNamed('product') &&
    !isNamed('name') &&
    (fills('event') < 0.9 || repeats('event') < 3 || says('to')),
  alsoCalled: { item: 'product', customer: 'user' },
  isByPeriod: true,
  datesByCells: true,
  productByCells: true,
  daysOf: (collection) => collection.browsingDays,
  rowsOf: (table) => new BrowsingRows(table),
});

const cartEvent = /^add(?:ed)?$|cart|加购|购物车|(?:product|item)[\s_]added/i;
const undoneEvent = /remov|delet|移除|取消|삭제|削除/i;
const favouriteEvent =
  /fav|wish|like|collect|收藏|喜欢|찜|お気に入り|wunsch|merkz|envies|souhait|deseos|desejos|desider|избран|ulubion/i;
const purchaseEvent = /buy|purchase|order|pay|transact|checkout|购买|下单|支付|成交/i;

type Action = 'cart' | 'favourite' | 'purchase' | 'view' | 'other';

/** What an event is: what no word says is a look. */
const actionIn = remembered((event: string): Action => {
  const isOf = (pattern: RegExp, ...meanings: readonly HeadingMeaning[]): boolean =>
    pattern.test(event) || (!saysAny(event, ['view']) && saysAny(event, meanings));
  if (undoneEvent.test(event)) return 'other';
  if (isOf(favouriteEvent)) return 'favourite';
  if (isOf(cartEvent, 'cart')) return 'cart';
  return isOf(purchaseEvent, 'sold', 'order', 'pay', 'purchasing') ? 'purchase' : 'view';
});

/** Visits as single events (one row a view) or as sums by day and product. */
class BrowsingRows extends RowsOfKind implements RowSink {
  private readonly date = new DateReader(this.layout);
  private readonly dwell = new DwellReader(this.layout);

  take(cells: Row): string {
    const { layout, collection, tally } = this;
    const at = layout.columns;
    const id = cellOf(cells, at.get('product') ?? at.get('name'));
    if (id === '') return 'missing_product_id';
    if (isTotalId(id)) return 'total_row';
    const seconds = this.date.seconds(cells);
    if (Number.isNaN(seconds)) return 'unparsable_date';
    if (collection.farDays.has(dayOf(seconds))) return 'day_far_from_rest';
    const event = cellOf(cells, at.get('event'));
    const action = actionIn(event);
    // Events may be counted.
    const times = at.has('views') ? this.number(cells, 'views') : 1;
    const views = action === 'view' || Number.isNaN(times) ? times : 0;
    if (Number.isNaN(views)) return 'unparsable_views';
    if (views < 0) return 'views_negative';
    const day = dayOf(seconds);
    const spelling = collection.products.spelling(id);
    const { product } = spelling;
    const name = at.has('product') ? cellOf(cells, at.get('name')) : '';
    collection.products.note(spelling, name, cellOf(cells, at.get('category')));
    tally.countProduct(spelling);
    tally.addToDay(day, Math.round(views * 1e6), 0);
    tally.units.add(Math.round(views * 1e6));
    const cell = collection.cells.cell(product, collection.periodOf(day));
    collection.cells.add('views', cell, views);
    this.addVisitor(cells, cell);
    if (action === 'purchase') this.noteVisit(cells, product, day, -1, collection.purchases, collection.customers);
    else if (views > 0) {
      // Sums of views have no order.
      const second = at.has('views') ? -1 : this.date.secondOfDay(cells, seconds);
      this.noteVisit(cells, product, day, second, collection.sessions, collection.visitors);
    }
    this.addActions(cells, cell, action, times);
    this.addDwell(cells, cell, views);
    return '';
  }

  /** What was looked at in one session, or by one visitor in a day; what was bought is told by the visitor and the day. */
  private noteVisit(cells: Row, product: number, day: number, second: number, log: BasketLog, people: TextIndex): void {
    const at = this.layout.columns;
    const [user, session] = [cellOf(cells, at.get('user')), cellOf(cells, at.get('session'))];
    const visitor = user || session;
    if (visitor === '') return;
    log.push(orderKey(session || visitor), product, people.indexOf(visitor), day, second);
  }

  private addVisitor(cells: Row, cell: number): void {
    const { collection, layout } = this;
    if (layout.columns.has('visitors')) {
      const value = this.number(cells, 'visitors');
      if (!Number.isNaN(value)) collection.cells.add('visitors', cell, value);
      return;
    }
    const column = layout.columns.get('user') ?? layout.columns.get('session');
    const visitor = cellOf(cells, column);
    if (visitor === '' || collection.visits.full) return;
    const fresh = !collection.visits.add(cell * 4194304 + collection.visitors.indexOf(visitor) + 1);
    if (fresh) collection.cells.add('visitors', cell, 1);
  }

  private addActions(cells: Row, cell: number, action: Action, times: number): void {
    const at = this.layout.columns;
    if (at.has('carts')) this.addNumber(cells, cell, 'carts');
    else if (at.has('event')) this.collection.cells.add('carts', cell, action === 'cart' ? times : 0);
    if (at.has('favourites')) this.addNumber(cells, cell, 'favourites');
    else if (at.has('event')) this.collection.cells.add('favourites', cell, action === 'favourite' ? times : 0);
  }

  private addNumber(cells: Row, cell: number, role: 'carts' | 'favourites'): void {
    const value = this.number(cells, role);
    if (!Number.isNaN(value)) this.collection.cells.add(role, cell, value);
  }

  private addDwell(cells: Row, cell: number, views: number): void {
    if (!this.dwell.present || views <= 0) return;
    const seconds = this.dwell.total(cells, views);
    if (Number.isNaN(seconds)) return;
    this.collection.cells.add('dwellSeconds', cell, seconds);
    this.collection.cells.add('dwellViews', cell, views);
  }

  private number(cells: Row, role: 'views' | 'visitors' | 'carts' | 'favourites'): number {
    const column = this.layout.columns.get(role);
    return column === undefined
      ? Number.NaN
      : parseMicro(cellOf(cells, column), this.layout.decimalComma[column]) / 1e6;
  }
}
