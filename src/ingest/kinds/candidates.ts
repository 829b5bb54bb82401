import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { DateReader } from '#ingest/cleaning/date-reader.ts';
import { canonicalId } from '#ingest/cleaning/product-names.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import type { ColumnRole } from '#ingest/file-kind.ts';
import { defineFileKind, RowsOfKind } from '#ingest/kinds/define-file-kind.ts';
import type { Row } from '#ingest/reading/row.ts';
import { roleOf } from '#ingest/roles/column-roles.ts';
import { readClosed, readOrder } from '#ingest/values/candidate-rules.ts';
import { dayOf } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** Roles of which a list of priced products has none. */
/** What a list of products that are on sale may say as well. */
const ofAnyList: readonly string[] = ['planned', 'earliest', 'lead-time', 'minimum-order'];

const telling = [
  'earliest',
  'latest',
  'last-day',
  'planned',
  'must',
  'minimum-order',
  'lead-time',
  'effort',
  'salvage',
  'fixed-cost',
  'wave',
  'after',
  'closed',
  'plan-price',
] as const;

/** Columns of texts beyond which a list that is not called one of novelties is a catalogue. */
const mostTexts = 10;

/** What may be launched. */
export const candidates = defineFileKind('candidates', {
  roles: {
    product: 1,
    name: 1,
    'name-alternative': 0.5,
    category: 0.5,
    description: 0.3,
    price: 1,
    'plan-price': 3,
    cost: 1,
    salvage: 3,
    'fixed-cost': 3,
    stock: 1,
    'minimum-order': 3,
    'lead-time': 3,
    planned: 3.5,
    earliest: 4,
    latest: 4,
    'last-day': 3,
    must: 3,
    effort: 3,
    group: 2,
    wave: 3,
    after: 3,
    closed: 3,
    predecessor: 3,
    currency: 0.2,
  },
  needs: [
    ['product', 'name'],
    [...telling, 'predecessor', 'group', 'price'],
  ],
  fileName: /candidate|launch|new.?product|候选|候補|新品|新商品|上新|拟上|neuheit|nouveaut/i,
  templates: {
    en: {
      file: 'debut-candidates.csv',
      columns:
        'Product ID,Product name,Category,Price,Unit cost,Salvage value,Launch cost,Minimum order,Lead time weeks,Launch effort,Earliest launch,Latest launch,Sells until,Must launch,Planned launch,Exclusive group,Wave,Predecessor'.split(
          ',',
        ),
    },
    zh: {
      file: '首发-候选商品.csv',
      columns:
        '商品编码,商品名称,类目,售价,单位成本,残值,上新费用,起订量,备货周期(周),上新工作量,最早上新,最晚上新,销售截止日,必须上新,计划上新,互斥组,波段,前代商品'.split(
          ',',
        ),
    },
  },
  // What is on hand is on sale, where nothing but a time says of it that it will be.
  doubt: ({ taken, isNew, isPlanned, counts, texts }) => {
    const isTold = telling.some((role) => (role !== 'planned' || isPlanned) && taken.has(role));
    return (
      (isNew || telling.some((role) => taken.has(role)) ? 1 : 0.7) *
      (!isNew && !isTold && counts('stock') > 0 ? 0.6 : 1) *
      // Nobody knows so much of what is yet to be launched.
      (!isNew && !taken.has('planned') && texts() > mostTexts ? 0.6 : 1)
    );
  },
  isOther: ({ sells, says, rows, repeats, isOnSale, isLongList, isNew, taken, means }) =>
    (means('sold') && !isNew && !telling.some((role) => taken.has(role))) ||
    ((isOnSale || isLongList) && !isNew && !telling.some((role) => !ofAnyList.includes(role) && taken.has(role))) ||
    sells('every') ||
    sells('lines') ||
    says('customer') ||
    (rows >= 20 && (repeats('product') > 1.7 || (!taken.has('product') && repeats('name') > 3))),
  keepsAttributes: true,
  rowsOf: (table) => new CandidateRows(table),
});

const yes = /^(1|y|yes|true|t|x|√|是|必上|必须|对|有|必)$/i;

type NumberRole =
  | 'price'
  | 'plan-price'
  | 'cost'
  | 'salvage'
  | 'fixed-cost'
  | 'stock'
  | 'minimum-order'
  | 'lead-time'
  | 'effort';
type DateRole = 'planned' | 'earliest' | 'latest' | 'last-day';

/**
 * Candidates: one a row. A row is rejected for a missing id, a repeated id, a price that is missing, unreadable or not
 * positive, a negative cost or quantity, a date that can't be read, and an earliest day after the latest; each of these is
 * an issue with its line besides, since every candidate counts.
 */
class CandidateRows extends RowsOfKind implements RowSink {
  readonly issues: Issue[] = [];
  private readonly seen = new Set<string>();
  private readonly dates = new Map(
    (['planned', 'earliest', 'latest', 'last-day'] as const)
      .filter((role) => this.layout.columns.has(role))
      .map((role) => [role, new DateReader(this.layout, [role])]),
  );

  take(cells: Row, line: number): string {
    const code = this.read(cells, line);
    if (code !== '') this.report(code, cells, line);
    return code;
  }

  private read(cells: Row, line: number): string {
    const text = (role: ColumnRole): string => cellOf(cells, this.layout.columns.get(role));
    const id = text('product') || text('name');
    if (id === '') return 'missing_product_id';
    if (this.seen.has(canonicalId(id))) return 'repeated_candidate';
    if (text('price') === '') return 'missing_price';
    const numbers = this.numbers(cells);
    if (typeof numbers === 'string') return numbers;
    const days = this.days(cells);
    if (typeof days === 'string') return days;
    this.seen.add(canonicalId(id));
    const { price = Number.NaN, cost, salvage, stock, effort } = numbers;
    if (cost !== undefined && cost > price)
      this.warn('candidate-cost-above-price', 'cost_above_price', cells, line, id);
    if (days.planned !== undefined && outside(days.planned, days))
      this.warn('candidate-plan-outside-window', 'planned_outside_window', cells, line, id);
    const closed = readClosed(text('closed'));
    if (closed.unread.length > 0)
      this.warn('candidate-closed-unreadable', 'closed_unreadable', cells, line, id, closed.unread.join('; '));
    const order = readOrder(text('after'));
    if (order.unread.length > 0)
      this.warn('candidate-after-unreadable', 'after_unreadable', cells, line, id, order.unread.join('; '));
    const candidate: Candidate = {
      id,
      name: text('name') || id,
      category: text('category'),
      attributes: this.attributes(cells),
      price,
      mustLaunch: yes.test(text('must')),
      effort: effort ?? 1,
      row: line,
      ...optional('nameAlternative', text('name-alternative') || undefined),
      ...optional('description', text('description') || undefined),
      ...optional('planPrice', numbers['plan-price'] || undefined),
      ...optional('unitCost', cost),
      ...optional('salvage', salvage),
      ...optional('fixedCost', numbers['fixed-cost']),
      ...optional('stock', stock),
      ...optional('minimumOrder', numbers['minimum-order']),
      ...optional('leadTimeWeeks', this.leadTimeWeeks(numbers['lead-time'])),
      ...optional('plannedLaunch', days.planned),
      ...optional('earliest', days.earliest),
      ...optional('latest', days.latest),
      ...optional('lastDay', days['last-day']),
      ...optional('exclusiveGroup', text('group') || undefined),
      ...optional('wave', text('wave') || undefined),
      ...optional('predecessor', text('predecessor') || undefined),
      ...optional('after', order.orders.length > 0 ? order.orders : undefined),
      ...optional('closed', closed.spans.length > 0 ? closed.spans : undefined),
    };
    this.tally.products.add(id);
    this.collection.candidates.push(candidate);
    this.collection.candidateFiles.set(id, this.layout.file);
    return '';
  }

  private numbers(cells: Row): Partial<Record<NumberRole, number>> | string {
    const found: Partial<Record<NumberRole, number>> = {};
    const roles = [
      'price',
      'plan-price',
      'cost',
      'salvage',
      'fixed-cost',
      'stock',
      'minimum-order',
      'lead-time',
      'effort',
    ] as const;
    for (const role of roles) {
      const column = this.layout.columns.get(role);
      const cell = cellOf(cells, column);
      if (column === undefined || cell === '') continue;
      const scale = roleOf(role)?.isMoney ? this.layout.moneyScale : 1;
      const value = (parseMicro(cell, this.layout.decimalComma[column]) / 1e6) * scale;
      const name = role.replace('-', '_');
      if (Number.isNaN(value)) return `unparsable_${name}`;
      if (role === 'price' && value <= 0) return 'price_not_positive';
      if (value < 0) return `${name}_negative`;
      found[role] = value;
    }
    return found;
  }

  private days(cells: Row): Partial<Record<DateRole, EpochDay>> | string {
    const found: Partial<Record<DateRole, EpochDay>> = {};
    for (const [role, reader] of this.dates) {
      if (reader.isEmpty(cells)) continue;
      const seconds = reader.seconds(cells);
      if (Number.isNaN(seconds)) return `unparsable_${role.replace('-', '_')}`;
      found[role] = dayOf(seconds) + (role === 'latest' || role === 'last-day' ? spanOf(reader) : 0);
    }
    const { earliest, latest } = found;
    return earliest !== undefined && latest !== undefined && earliest > latest ? 'earliest_after_latest' : found;
  }

  private leadTimeWeeks(value: number | undefined): number | undefined {
    const column = this.layout.columns.get('lead-time');
    const inDays = column !== undefined && /day|天|日/i.test(this.layout.names[column]);
    return value === undefined ? undefined : inDays ? Math.ceil(value / 7) : value;
  }

  private attributes(cells: Row): Record<string, string> {
    const entries = this.layout.attributes.map((column) => [this.layout.names[column], cellOf(cells, column)] as const);
    return Object.fromEntries(entries.filter(([name, cell]) => name !== '' && name !== '__proto__' && cell !== ''));
  }

  private report(code: string, cells: Row, line: number): void {
    const roleOfCode: readonly [RegExp, ColumnRole][] = [
      [/plan_price/, 'plan-price'],
      [/price/, 'price'],
      [/fixed_cost/, 'fixed-cost'],
      [/cost/, 'cost'],
      [/earliest/, 'earliest'],
      [/latest/, 'latest'],
      [/last_day/, 'last-day'],
      [/planned/, 'planned'],
      [/minimum_order/, 'minimum-order'],
      [/lead_time/, 'lead-time'],
      [/stock/, 'stock'],
      [/effort/, 'effort'],
      [/salvage/, 'salvage'],
    ];
    const role = roleOfCode.find(([pattern]) => pattern.test(code))?.[1] ?? 'product';
    const column = this.layout.columns.get(role);
    this.issues.push({
      code: issueCodes[code] ?? 'candidate-number-unreadable',
      severity: 'error',
      file: this.layout.file,
      row: line,
      column: column === undefined ? '' : this.layout.names[column],
      params: {
        candidate: this.title(cells),
        value: cellOf(cells, column),
        earliest: cellOf(cells, this.layout.columns.get('earliest')),
        latest: cellOf(cells, this.layout.columns.get('latest')),
      },
    });
  }

  private warn(code: string, flag: string, cells: Row, line: number, id: string, value?: string): void {
    this.tally.flag(flag, line, cells);
    this.issues.push({
      code,
      severity: 'warning',
      file: this.layout.file,
      row: line,
      params: { candidate: this.title(cells) || id, ...optional('value', value) },
    });
  }

  private title(cells: Row): string {
    return cellOf(cells, this.layout.columns.get('name')) || cellOf(cells, this.layout.columns.get('product'));
  }
}

const issueCodes: Readonly<Record<string, string>> = {
  missing_product_id: 'candidate-id-missing',
  repeated_candidate: 'candidate-repeated',
  missing_price: 'candidate-price-missing',
  price_not_positive: 'candidate-price-not-positive',
  plan_price_negative: 'candidate-number-negative',
  cost_negative: 'candidate-number-negative',
  salvage_negative: 'candidate-number-negative',
  fixed_cost_negative: 'candidate-number-negative',
  stock_negative: 'candidate-number-negative',
  minimum_order_negative: 'candidate-number-negative',
  lead_time_negative: 'candidate-number-negative',
  effort_negative: 'candidate-number-negative',
  unparsable_planned: 'candidate-date-unreadable',
  unparsable_earliest: 'candidate-date-unreadable',
  unparsable_latest: 'candidate-date-unreadable',
  unparsable_last_day: 'candidate-date-unreadable',
  earliest_after_latest: 'candidate-window-empty',
};

function outside(day: EpochDay, window: { readonly earliest?: EpochDay; readonly latest?: EpochDay }): boolean {
  return (
    (window.earliest !== undefined && day < window.earliest) || (window.latest !== undefined && day > window.latest)
  );
}

/** A latest week or month counts to its end. */
function spanOf(reader: DateReader): number {
  return reader.grain === 'week' ? 6 : reader.grain === 'month' ? 27 : 0;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
