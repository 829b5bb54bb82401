import type { CalendarRow } from '#ingest/assembly/collection.ts';
import { DateReader } from '#ingest/cleaning/date-reader.ts';
import { no, yes } from '#ingest/cleaning/order-state.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import { anyDate, dateRoles, defineFileKind, type KindEvidence, RowsOfKind } from '#ingest/kinds/define-file-kind.ts';
import type { Row } from '#ingest/reading/row.ts';
import { type DateGrain, dayOf } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** What moves the market: price and season indices, promotions. */
export const calendar = defineFileKind('calendar', {
  roles: {
    ...dateRoles,
    from: 2,
    to: 2,
    name: 0.7,
    index: 4,
    season: 4,
    discount: 2.5,
    promotion: 3,
    holiday: 2,
    'day-off': 0.5,
  },
  needs: [
    [...anyDate, 'from'],
    ['index', 'season', 'promotion', 'discount', 'holiday', 'name'],
  ],
  fileName: /calendar|market|promo|日历|营销|促销|大促|市场|行情/i,
  templates: {
    en: {
      file: 'debut-calendar.csv',
      columns: ['Date', 'Price index', 'Season index', 'Holiday', 'Promotion', 'Discount'],
    },
    zh: { file: '首发-营销日历.csv', columns: ['日期', '价格指数', '季节指数', '节假日', '促销活动', '降价幅度'] },
  },
  datesByCells: true,
  namesByCells: ['name', 'promotion', 'holiday'],
  isOther: isNoCalendar,
  rowsOf: (table) => new CalendarRows(table),
});

/** Days off. */
export const holidays = defineFileKind('holidays', {
  roles: { ...dateRoles, from: 1.5, to: 1.5, holiday: 4, name: 1.5, 'day-off': 3 },
  needs: [
    [...anyDate, 'from'],
    ['holiday', 'name'],
  ],
  fileName:
    /holiday|calendar|feiertag|f[eé]ri[eé]s|festiv|feriad|tatil|sv[aá]tk|[sś]wi[eę]t|праздник|helgdag|helligdag|libur|ngày[ _-]?nghỉ|วันหยุด|节假日|放假|假期|祝日|休日|공휴일/i,
  templates: {
    en: { file: 'debut-holidays.csv', columns: ['Date', 'Holiday', 'Day off'] },
    zh: { file: '首发-节假日.csv', columns: ['日期', '节日', '休班'] },
  },
  datesByCells: true,
  namesByCells: ['name', 'holiday'],
  isOther: isNoCalendar,
  rowsOf: (table) => new CalendarRows(table),
});

/** Amounts, pieces, numbers of orders and of products are no calendar's, nor are many rows about each of its days. */
function isNoCalendar({
  taken,
  means,
  sells,
  says,
  measures,
  numbers,
  withinDays,
  rows,
  repeats,
}: KindEvidence): boolean {
  return (
    says('product') ||
    says('order') ||
    // A book of income and expense; what a promotion or an event cost stands beside its days, too.
    (rows >= 8 &&
      !taken.has('from') &&
      !taken.has('discount') &&
      !(['event', 'promotion', 'holiday'] as const).some(means) &&
      (means('cost') || means('profit'))) ||
    (means('product') && !taken.has('from') && !taken.has('promotion') && !taken.has('holiday')) ||
    sells('some') ||
    (rows >= 12 && measures() > 0) ||
    (rows >= 60 && numbers() > 1) ||
    (rows >= 20 && withinDays() > 1) ||
    (rows >= 60 && Math.max(repeats('date'), repeats('datetime'), repeats('from')) > 6)
  );
}

/** Shopping festivals and sales by which a name without a kind is known as a promotion. */
const promotionName =
  /618|11\.?11|12\.?12|3\.?8|双\s*(十一|十二|11|12)|年货|女神|女王|大促|促销|购物节|划算|聚划算|狂欢|特卖|折扣|秒杀|清仓|囤货|店庆|prime|black friday|cyber|sale\b|promo|singles|clearance|deal/i;
const working = /^(班|上班|补班|工作日|work(ing)?( ?day)?|no|n|否|0|false)$/i;
const nothing = (text: string): boolean =>
  no.test(text) || /^(none|null|—|–|平日|工作日|werktag|weekday|falsch|faux|falso|ложь|fałsz)$/i.test(text);

/** Rows of a market calendar or of a list of holidays: a day, a week, a month or a span each. */
class CalendarRows extends RowsOfKind implements RowSink {
  private readonly date = new DateReader(this.layout);
  private readonly from = this.layout.columns.has('from') ? new DateReader(this.layout, ['from']) : null;
  private readonly to = this.layout.columns.has('to') ? new DateReader(this.layout, ['to']) : null;

  take(cells: Row, line: number): string {
    const start = this.from && !this.date.present ? this.from : this.date;
    const seconds = start.seconds(cells);
    if (Number.isNaN(seconds)) return 'unparsable_date';
    const from = dayOf(seconds);
    const end = this.to ? this.to.seconds(cells) : Number.NaN;
    if (this.to && Number.isNaN(end) && !this.to.isEmpty(cells)) return 'unparsable_date';
    const to = Number.isNaN(end) ? lastDayOf(from, start.grain) : dayOf(end);
    if (to < from) return 'end_before_start';
    const row: CalendarRow = {
      from,
      to,
      index: this.number(cells, 'index', line),
      season: this.number(cells, 'season', line),
      discount: this.discount(cells, line),
      events: this.events(cells),
    };
    this.tally.addToDay(from, 0, 0);
    this.collection.calendarRows.push(row);
    return '';
  }

  private number(cells: Row, role: 'index' | 'season' | 'discount', line: number): number {
    const column = this.layout.columns.get(role);
    const cell = cellOf(cells, column);
    if (column === undefined || cell === '') return Number.NaN;
    const written = parseMicro(cell, this.layout.decimalComma[column]) / 1e6;
    // `-20 %` is what is taken off as well as `20 %`.
    const value = role === 'discount' ? Math.abs(written) : written;
    if (Number.isNaN(value) || value < 0) {
      this.tally.flag(`unparsable_${role}`, line, cells);
      return Number.NaN;
    }
    return value;
  }

  /** Share taken off the price: `10%`, `-10%`, `0.1`, `10`; `9折` leaves nine tenths. */
  private discount(cells: Row, line: number): number {
    const cell = cellOf(cells, this.layout.columns.get('discount'));
    const zhe = /^([\d.]+)\s*折/.exec(cell.normalize('NFKC'));
    if (zhe) {
      const kept = Number(zhe[1]);
      return kept > 0 && kept < 100 ? 1 - kept / (kept > 10 ? 100 : 10) : Number.NaN;
    }
    const value = this.number(cells, 'discount', line);
    return value > 1 ? value / 100 : value;
  }

  private events(cells: Row): CalendarRow['events'] {
    const at = this.layout.columns;
    if (at.has('day-off') && working.test(cellOf(cells, at.get('day-off')))) return [];
    const events: { name: string; kind: 'promotion' | 'holiday' }[] = [];
    const promotion = cellOf(cells, at.get('promotion'));
    const holiday = cellOf(cells, at.get('holiday'));
    const name = cellOf(cells, at.get('name'));
    if (!nothing(promotion)) events.push({ name: isFlag(promotion) && name ? name : promotion, kind: 'promotion' });
    if (!nothing(holiday)) {
      const kind = at.has('promotion') || !promotionName.test(holiday) ? 'holiday' : 'promotion';
      events.push({ name: isFlag(holiday) && name ? name : holiday, kind });
    }
    if (events.length === 0 && !at.has('promotion') && !nothing(name))
      events.push({ name, kind: promotionName.test(name) || at.has('discount') ? 'promotion' : 'holiday' });
    return events;
  }
}

function isFlag(text: string): boolean {
  return yes.test(text) || /^(wahr|vrai|verdadero|verdadeiro|vero|истина|prawda)$/i.test(text);
}

function lastDayOf(from: number, grain: DateGrain): number {
  return grain === 'week' ? from + 6 : grain === 'month' ? from + 27 : from;
}
