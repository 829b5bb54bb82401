import {
  type PanelFileColumn,
  panelFileColumns,
  panelFileVersion,
  tierOrigin,
  tierScale,
} from '#engine/panel/panel-file.ts';
import { type Dialect, literal } from './dialect.ts';
import { type DialectId, dialects } from './dialects.ts';
import { type NumberColumn, type NumberType, needsZone, type WarehouseMapping } from './warehouse-mapping.ts';

/** Epoch days on which weeks begin: Monday 1970-01-05 and Sunday 1970-01-04. */
const anchors = { 0: 4, 6: 3 } as const;

/** Ids that stand for a sum over products. */
const totals = ['TOTAL', 'TOTALS', 'SUBTOTAL', 'GRAND TOTAL', '合计', '总计', '小计', '汇总'];

/** Texts that say that a row is on no promotion; as the import has them. */
const noPromotion = ' 0 no n false f none null - — – 否 无 不 没有 非促销 平日 日常'.split(' ');

/**
 * The query that makes the panel file from the warehouse's order lines: the import's cascade, cancellations taken from
 * the customer's latest earlier lines of the product, local days, weeks counted in days from an anchor, units and money
 * in whole millionths. Its answer, saved as CSV with headings, is what the import reads as a panel file.
 */
export function panelQuery(mapping: WarehouseMapping, id: DialectId): string {
  const dialect: Dialect = dialects[id];
  const whole = mapping.order === undefined;
  const parts: readonly (readonly [string, string])[] = [
    ['source_rows', sourceRows(mapping, dialect)],
    ...microParts(mapping, dialect),
    ...markParts(mapping, dialect),
    ['number_rows', numberRows(mapping, dialect)],
    ['amount_rows', amountRows(mapping, dialect)],
    ['judged_rows', judgedRows(mapping, whole)],
    ['move_rows', moveRows()],
    [
      'cancelled_pairs',
      "SELECT DISTINCT product_key, customer_key, 1 AS is_cancelled FROM move_rows\nWHERE moved_units < 0 AND customer_key <> ''",
    ],
    [
      'marked_rows',
      `SELECT m.*, CASE WHEN p.is_cancelled = 1 THEN 1 ELSE 0 END AS is_netted\nFROM move_rows m LEFT JOIN cancelled_pairs p\n  ON m.product_key = p.product_key AND m.customer_key = p.customer_key`,
    ],
    ...nettingParts(dialect),
    ['sale_lines', saleLines(dialect)],
    ['product_names', textOf('product_name', `COUNT(*) DESC, ${dialect.byBytes('product_name')}`, true)],
    ['product_categories', textOf('category', 'sold_at', false)],
    ...topParts(mapping),
    ['panel_cells_all', panelCells(mapping, dialect)],
    ['checked_cells', checkedCells(dialect)],
    [
      'day_sums',
      `SELECT day_number, SUM(sold_units) AS day_units, SUM(amount) AS day_amount, COUNT(*) AS day_lines\nFROM sale_lines GROUP BY day_number`,
    ],
    ['cause_sums', `SELECT cause, COUNT(*) AS cause_rows FROM judged_rows WHERE cause <> '' GROUP BY cause`],
    [
      'row_sums',
      `SELECT COUNT(*) AS rows_all,\n  SUM(CASE WHEN moved_units < 0 AND customer_key <> '' THEN -moved_units ELSE 0 END) AS cancelled_all,\n  SUM(CASE WHEN moved_units < 0 AND customer_key = '' THEN -moved_units ELSE 0 END) AS anonymous_all\nFROM move_rows`,
    ],
    [
      'line_sums',
      `SELECT SUM(sold_units - units_left) AS taken_all, MIN(day_number) AS first_all, MAX(day_number) AS last_all FROM sale_lines`,
    ],
    [
      'day_count',
      `SELECT COUNT(*) AS days_all, SUM(${checkOf('day_units', 'day_amount', dialect)}) AS check_days FROM day_sums`,
    ],
    [
      'cell_sums',
      `SELECT COUNT(*) AS cells_all, SUM(cell_units) AS units_all, SUM(cell_revenue) AS revenue_all, SUM(cell_lines) AS lines_all,\n  SUM(cell_promoted) AS promoted_all, SUM(cell_sold) AS sold_all, SUM(cell_check) AS check_all${whole ? '' : tierNames.map((name) => `, SUM(cell_tier_${name}) AS tier_${name}_all`).join('')}\nFROM checked_cells`,
    ],
  ];
  const withs = parts.map(([name, text]) => `${commentOf(name, mapping)}${name} AS (\n${indent(text)}\n)`).join(',\n');
  return `${head(mapping, dialect)}WITH\n${withs}\n${answer(mapping, dialect)}\n`;
}

function head(mapping: WarehouseMapping, dialect: Dialect): string {
  const lines = [
    `Weekly panel for Debut, version ${panelFileVersion}, for ${dialect.label}. Save the whole answer as CSV with its headings.`,
    'Units and money are in millionths. The row "all" holds the sums by which Debut sees that nothing is missing.',
    ...(needsZone(mapping) ? [`Days are those of ${mapping.zone}.`] : []),
    ...(needsZone(mapping) && dialect.session ? [dialect.session] : []),
    ...(mapping.tieBreaker
      ? []
      : ['No column orders lines of one time: a cancellation in the same moment may be netted otherwise.']),
  ];
  return lines.map((line) => `-- ${line}\n`).join('');
}

const comments: Readonly<Record<string, string>> = {
  source_rows: 'the columns of the mapping; a text that is missing is empty',
  micro_rows: 'units and money in whole millionths, NULL for what is no number',
  judged_rows: 'every row is accepted or rejected once, by the first rule that it meets',
  cancelled_pairs: 'customers and products with a cancellation: only their lines need the windows',
  netted_1: 'a cancellation takes the latest earlier lines of its customer and product',
  panel_cells_all: 'sums by product and week',
};

function commentOf(name: string, { top }: WarehouseMapping): string {
  if (name === 'product_ranks') return `-- the ${top} best sellers; the rest of each category is one product\n`;
  return comments[name] ? `-- ${comments[name]}\n` : '';
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

/** The column as trimmed text, '' for none. */
function trimmed(dialect: Dialect, column: string | undefined): string {
  return column === undefined ? "''" : dialect.exact(`COALESCE(TRIM(${dialect.text(dialect.quote(column))}), '')`);
}

function sourceRows(mapping: WarehouseMapping, dialect: Dialect): string {
  const { time, units, price, revenue, order, customer, status, promotion, tieBreaker } = mapping;
  const number = (name: string, column: NumberColumn | undefined): string[] => {
    if (!column) return [];
    return [
      `${column.type === 'text' ? trimmed(dialect, column.column) : dialect.quote(column.column)} AS ${name}_raw`,
    ];
  };
  const columns = [
    `${trimmed(dialect, mapping.product)} AS product_id`,
    `${trimmed(dialect, mapping.name)} AS product_name`,
    `${trimmed(dialect, mapping.category)} AS category`,
    `${dialect.localTime(dialect.quote(time.column), time.type, mapping.zone)} AS sold_at`,
    `${tieBreaker ? dialect.quote(tieBreaker) : '0'} AS line_order`,
    `${trimmed(dialect, order)} AS order_id`,
    ...(customer ? [`${trimmed(dialect, customer)} AS customer_id`] : []),
    ...(status ? [`${trimmed(dialect, status.column)} AS order_status`] : []),
    ...number('units', units),
    ...number('price', price),
    ...number('revenue', revenue),
    ...(promotion
      ? [
          `${promotion.type === 'text' ? trimmed(dialect, promotion.column) : dialect.quote(promotion.column)} AS promotion_raw`,
        ]
      : []),
  ];
  return `SELECT\n  ${columns.join(',\n  ')}\nFROM ${mapping.table}`;
}

/** Numbers of the mapping by the name that they have in the query. */
function numbersOf({ units, price, revenue, promotion }: WarehouseMapping): readonly (readonly [string, NumberType])[] {
  const all = Object.entries({ units, price, revenue, promotion });
  return all.flatMap(([name, column]) => (column && column.type !== 'flag' ? [[name, column.type] as const] : []));
}

/** Texts of numbers to whole millionths, step by step; beyond the sixth decimal rounded half away from zero. */
function microParts(mapping: WarehouseMapping, dialect: Dialect): [string, string][] {
  const numbers = numbersOf(mapping);
  const texts = numbers.flatMap(([name, type]) => (type === 'text' ? [name] : []));
  const step = (from: string, more: (name: string) => string[]): string =>
    `SELECT ${['x.*', ...texts.flatMap(more)].join(',\n  ')}\nFROM ${from} x`;
  const micro = numbers.map(([name, type]) => {
    if (type === 'number') return `${dialect.micro(`${name}_raw`)} AS ${name}_micro`;
    const digits = `${dialect.digits(`${name}_whole`)} * 1000000 + ${dialect.digits(`SUBSTR(${name}_decimals, 1, 6)`)}`;
    const half = `CASE WHEN SUBSTR(${name}_decimals, 7, 1) >= '5' THEN 1 ELSE 0 END`;
    const sign = `CASE WHEN ${dialect.position(`${name}_raw`, '-')} > 0 THEN -1 ELSE 1 END`;
    const test = `${dialect.is(`${name}_raw`, 'number')} AND LENGTH(${name}_whole) <= 13`;
    return `CASE WHEN ${test}\n    THEN ${sign} * (${digits} + ${half}) END AS ${name}_micro`;
  });
  return [
    ...(texts.length === 0
      ? []
      : ([
          // A text without a decimal point has its own put behind it, one with a point a second, which is no digit.
          [
            'digit_rows',
            step('source_rows', (name) => [`${dialect.concat(dialect.strip(`${name}_raw`), "'.'")} AS ${name}_digits`]),
          ],
          ['dotted_rows', step('digit_rows', (name) => [`${dialect.position(`${name}_digits`, '.')} AS ${name}_dot`])],
          [
            'split_rows',
            step('dotted_rows', (name) => [
              `${dialect.concat("'0'", `SUBSTR(${name}_digits, 1, ${name}_dot - 1)`)} AS ${name}_whole`,
              `REPLACE(${dialect.concat(`SUBSTR(${name}_digits, ${name}_dot + 1)`, "'0000000'")}, '.', '') AS ${name}_decimals`,
            ]),
          ],
        ] satisfies [string, string][])),
    [
      'micro_rows',
      `SELECT ${['x.*', ...micro].join(',\n  ')}\nFROM ${texts.length === 0 ? 'source_rows' : 'split_rows'} x`,
    ],
  ];
}

function promotedShare({ promotion }: WarehouseMapping): string {
  if (!promotion) return '0';
  if (promotion.type === 'flag') return 'CASE WHEN promotion_raw THEN 1000000 ELSE 0 END';
  const clipped = `WHEN promotion_micro > 1000000 THEN 1000000\n    WHEN promotion_micro > 0 THEN promotion_micro`;
  if (promotion.type === 'number') return `CASE ${clipped} ELSE 0 END`;
  const no = `LOWER(promotion_raw) IN (${noPromotion.map(literal).join(', ')})`;
  return `CASE WHEN ${no} THEN 0\n    ${clipped}\n    WHEN promotion_micro IS NULL THEN 1000000 ELSE 0 END`;
}

/** Whether a C before the number of an order says that it was cancelled: fewer than a third of the rows with a number have it. */
function markParts({ order }: WarehouseMapping, dialect: Dialect): [string, string][] {
  if (!order) return [];
  const count = (test: string): string => `SUM(CASE WHEN ${test} THEN 1 ELSE 0 END)`;
  const [marked, filled] = [count(dialect.is('order_id', 'cancelled-order')), count("order_id <> ''")];
  const parts = `CASE WHEN ${marked} * 3 < ${filled} THEN 1 ELSE 0 END AS are_marks`;
  return [['order_marks', `SELECT ${parts} FROM source_rows`]];
}

const digits = Array.from({ length: 10 }, (_, digit) => `'${digit}'`).join(', ');

function numberRows(mapping: WarehouseMapping, dialect: Dialect): string {
  const { order, customer, status, units, price, revenue } = mapping;
  const byOrder = order
    ? `CASE WHEN SUBSTR(order_id, 1, 1) IN ('C', 'c') AND SUBSTR(order_id, 2, 1) IN (${digits})\n    THEN SUBSTR(order_id, 2) ELSE order_id END`
    : "''";
  const cancelled = [
    ...(order ? [`(are_marks = 1 AND ${dialect.is('order_id', 'cancelled-order')})`] : []),
    ...(status && status.cancelled.length > 0 ? [`order_status IN (${status.cancelled.map(literal).join(', ')})`] : []),
  ];
  const filled = !revenue
    ? '0'
    : !price
      ? '1'
      : `CASE WHEN ${revenue.type === 'text' ? "revenue_raw <> ''" : 'revenue_raw IS NOT NULL'} THEN 1 ELSE 0 END`;
  return `SELECT product_id, product_name, category, sold_at, line_order, order_id,
  UPPER(product_id) AS product_key,
  ${customer ? 'customer_id' : byOrder} AS customer_key,
  ${dialect.dayNumber('sold_at')} AS day_number,
  ${cancelled.length > 0 ? `CASE WHEN ${cancelled.join(' OR ')} THEN 1 ELSE 0 END` : '0'} AS is_cancelled_order,
  ${units ? 'units_micro' : '1000000'} AS units_read,
  ${price ? 'price_micro' : 'NULL AS price_micro'},
  ${revenue ? 'revenue_micro' : 'NULL AS revenue_micro'},
  ${filled} AS has_revenue,
  ${promotedShare(mapping)} AS promoted_share
FROM micro_rows${order ? ' CROSS JOIN order_marks' : ''}`;
}

/** A column of prices in millionths times one of units in millionths, in millionths, rounded half up; nothing in it leaves 64 bits. */
function times(dialect: Dialect, price: string, units: string): string {
  const whole = dialect.divide(units, '1000000');
  const part = dialect.modulo(units, '1000000');
  return `(${price} * (${whole}) + ${dialect.divide(`(${price} * (${part}) + 500000)`, '1000000')})`;
}

function amountRows({ price, revenue }: WarehouseMapping, dialect: Dialect): string {
  const priced = times(dialect, 'price_micro', 'units_read');
  const amount = revenue
    ? price
      ? `CASE WHEN has_revenue = 1 THEN revenue_micro ELSE ${priced} END`
      : 'revenue_micro'
    : price
      ? priced
      : '0';
  return `SELECT n.*, ${amount} AS amount_read FROM number_rows n`;
}

function judgedRows({ units, price, revenue }: WarehouseMapping, sums: boolean): string {
  const rules = [
    ["product_id = ''", 'missing_product_id'],
    [`product_key IN (${totals.map(literal).join(', ')})`, 'total_row'],
    ['day_number IS NULL', 'unparsable_date'],
    ['is_cancelled_order = 1', 'cancelled_invoice'],
    ...(units
      ? [
          ['units_read IS NULL', 'unparsable_quantity'],
          [`units_read ${sums ? '<' : '<='} 0`, 'quantity_not_positive'],
        ]
      : []),
    ...(revenue
      ? [
          ['has_revenue = 1 AND revenue_micro IS NULL', 'unparsable_revenue'],
          [`has_revenue = 1 AND revenue_micro ${sums ? '<' : '<='} 0`, 'revenue_not_positive'],
        ]
      : []),
    ...(price
      ? [
          ['has_revenue = 0 AND units_read <> 0 AND price_micro IS NULL', 'unparsable_price'],
          ['has_revenue = 0 AND units_read <> 0 AND price_micro <= 0', 'unit_price_not_positive'],
        ]
      : []),
  ];
  return `SELECT a.*,\n  CASE\n${rules.map(([test, code]) => `    WHEN ${test} THEN '${code}'`).join('\n')}\n    ELSE '' END AS cause\nFROM amount_rows a`;
}

function moveRows(): string {
  return `SELECT j.*,
  CASE WHEN cause = '' THEN units_read
    WHEN cause IN ('cancelled_invoice', 'quantity_not_positive') AND units_read < 0 THEN units_read
    ELSE 0 END AS moved_units
FROM judged_rows j`;
}

/** Units that no cancellation took, by running sums alone. */
function nettingParts({ integer, divide, modulo }: Dialect): [string, string][] {
  const pair = 'PARTITION BY product_key, customer_key';
  const before = 'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW';
  // From the current row on: over an empty frame not every engine answers NULL.
  const after = 'ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING';
  return [
    [
      'netted_1',
      `SELECT k.*, ROW_NUMBER() OVER (${pair} ORDER BY sold_at, line_order, order_id, moved_units DESC) AS step\nFROM marked_rows k\nWHERE is_netted = 1 AND (cause = '' OR moved_units < 0)`,
    ],
    [
      'netted_2',
      `SELECT n.*, SUM(moved_units) OVER (${pair} ORDER BY step ${before}) AS running_units\nFROM netted_1 n`,
    ],
    [
      'netted_3',
      `SELECT n.*, MIN(running_units) OVER (${pair} ORDER BY step ${before}) AS lowest_units\nFROM netted_2 n`,
    ],
    [
      'netted_4',
      `SELECT n.*, CASE WHEN lowest_units < 0 THEN running_units - lowest_units ELSE running_units END AS balance_units\nFROM netted_3 n`,
    ],
    [
      'netted_5',
      `SELECT n.*, MIN(balance_units) OVER (${pair} ORDER BY step ${after}) - balance_units + moved_units AS spared_units\nFROM netted_4 n`,
    ],
    [
      'netted_6',
      `SELECT n.*, ${integer('CASE WHEN spared_units > 0 THEN spared_units ELSE 0 END')} AS units_kept\nFROM netted_5 n`,
    ],
    // Pieces that came back take the line's price with them, rounded once; the last ones all that is left of its amount.
    [
      'netted_7',
      `SELECT n.*, NULLIF(units_read, 0) AS price_units, units_read - units_kept AS units_taken\nFROM netted_6 n`,
    ],
    [
      'netted_8',
      `SELECT n.*, ${divide('amount_read', 'price_units')} * 1000000\n    + ${divide(`(${modulo('amount_read', 'price_units')} * 1000000 + ${divide('price_units', '2')})`, 'price_units')} AS unit_price\nFROM netted_7 n`,
    ],
  ];
}

function saleLines(dialect: Dialect): string {
  const columns = (left: string, money: string): string =>
    `product_key, product_id, product_name, category, sold_at, line_order, day_number,\n  units_read AS sold_units, ${left} AS units_left, amount_read AS amount,\n  ${money} AS money_left, ${times(dialect, 'promoted_share', 'units_read')} AS promoted_units`;
  const taken = times(dialect, 'unit_price', 'units_taken');
  return `SELECT ${columns('units_read', 'amount_read')}\nFROM marked_rows WHERE is_netted = 0 AND cause = ''\nUNION ALL\nSELECT ${columns('units_kept', `CASE WHEN units_kept = units_read THEN amount_read WHEN units_kept > 0 THEN amount_read - ${taken} ELSE 0 END`)}\nFROM netted_8 WHERE cause = ''`;
}

/** One text of each product: the commonest, or the first in the order of lines. */
function textOf(column: string, order: string, counted: boolean): string {
  const filled = `FROM sale_lines WHERE ${column} <> ''`;
  const inner = counted
    ? `SELECT product_key, ${column}, ROW_NUMBER() OVER (PARTITION BY product_key ORDER BY name_lines DESC, ${order.split(', ')[1]}) AS place\nFROM (SELECT product_key, ${column}, COUNT(*) AS name_lines ${filled} GROUP BY product_key, ${column}) c`
    : `SELECT product_key, ${column}, ROW_NUMBER() OVER (PARTITION BY product_key ORDER BY line_order, ${order}) AS place\n${filled}`;
  return `SELECT product_key AS text_key, ${column} AS text_found FROM (\n${indent(inner)}\n) t WHERE place = 1`;
}

function topParts({ top }: WarehouseMapping): [string, string][] {
  if (!top) return [];
  return [
    [
      'product_ranks',
      `SELECT product_key AS rank_key, ROW_NUMBER() OVER (ORDER BY money_all DESC, units_all DESC, product_key) AS sales_rank\nFROM (SELECT product_key, SUM(money_left) AS money_all, SUM(units_left) AS units_all FROM sale_lines GROUP BY product_key) s`,
    ],
  ];
}

/** Names of the tier columns behind `tier_` and `cell_tier_`, and what is summed for each; none without order lines. */
const tierSums = {
  lines: '1',
  quantity: 'tier_units',
  price: 'tier_money - tier_units',
  squares: 'tier_units * tier_units',
  products: 'tier_units * (tier_money - tier_units)',
} as const;
const tierNames = Object.keys(tierSums) as (keyof typeof tierSums)[];

function panelCells({ weekStart, top, order }: WarehouseMapping, dialect: Dialect): string {
  const anchor = anchors[weekStart];
  // Twice, so that days before the anchor come out right.
  const since = dialect.modulo(`(${dialect.modulo(`(l.day_number - ${anchor})`, '7')} + 7)`, '7');
  const category = "COALESCE(c.text_found, '')";
  const rest = dialect.concat("'REST '", category);
  // The rest of a category is many products, whose prices tell nothing of tiers.
  const isLine = `l.sold_units > 0 AND l.amount > 0${top ? ` AND r.sales_rank <= ${top}` : ''}`;
  const log = (value: string): string => {
    const rounded = dialect.integer(`ROUND(${dialect.logarithm(value)} * ${tierScale})`);
    return `CASE WHEN ${isLine} THEN ${rounded} - ${tierOrigin} END`;
  };
  const logs = order ? `\n    ${log('l.sold_units')} AS tier_units,\n    ${log('l.amount')} AS tier_money,` : '';
  const sums = order ? tierNames.map((name) => `,\n  ${tierSum(name, dialect)} AS cell_tier_${name}`).join('') : '';
  const shown = (own: string): string => (top ? `CASE WHEN r.sales_rank <= ${top} THEN ${own} ELSE ${rest} END` : own);
  return `SELECT cell_id, cell_name, cell_category, week_number,
  ${dialect.integer('SUM(units_left)')} AS cell_units, ${dialect.integer('SUM(money_left)')} AS cell_revenue,
  COUNT(*) AS cell_lines, ${dialect.integer('SUM(promoted_units)')} AS cell_promoted, ${dialect.integer('SUM(sold_units)')} AS cell_sold,
  MIN(CASE WHEN units_left > 0 THEN day_number END) AS cell_first, MAX(CASE WHEN units_left > 0 THEN day_number END) AS cell_last${sums}
FROM (
  SELECT l.units_left, l.money_left, l.promoted_units, l.sold_units, l.day_number,${logs}
    ${shown('l.product_id')} AS cell_id, ${shown("COALESCE(n.text_found, '')")} AS cell_name, ${category} AS cell_category,
    l.day_number - ${since} AS week_number
  FROM sale_lines l
    LEFT JOIN product_names n ON l.product_key = n.text_key
    LEFT JOIN product_categories c ON l.product_key = c.text_key${top ? '\n    LEFT JOIN product_ranks r ON l.product_key = r.rank_key' : ''}
) w
GROUP BY cell_id, cell_name, cell_category, week_number`;
}

function tierSum(name: keyof typeof tierSums, { integer }: Dialect): string {
  return integer(`COALESCE(SUM(CASE WHEN tier_units IS NOT NULL THEN ${tierSums[name]} END), 0)`);
}

/** A second sum of another kind, which rounding does not leave as it was. */
function checkOf(units: string, revenue: string, { modulo, integer }: Dialect): string {
  return `${modulo(integer(units), '999983')} + ${modulo(integer(revenue), '999979')}`;
}

function checkedCells(dialect: Dialect): string {
  return `SELECT p.*, ${checkOf('cell_units', 'cell_revenue', dialect)} AS cell_check FROM panel_cells_all p`;
}

function answer(mapping: WarehouseMapping, dialect: Dialect): string {
  const money = mapping.price || mapping.revenue;
  const row = (values: Partial<Record<PanelFileColumn, string>>): string =>
    panelFileColumns.map((column) => `${values[column] ?? "''"} AS ${column}`).join(',\n    ');
  const number = (value: string): string => dialect.text(dialect.integer(`COALESCE(${value}, 0)`));
  const day = (value: string): string => `COALESCE(${dialect.isoDay(value)}, '')`;
  const tierCells = (of: (name: string) => string): Partial<Record<PanelFileColumn, string>> =>
    Object.fromEntries(mapping.order ? tierNames.map((name) => [`tier_${name}`, number(of(name))]) : []);
  const unmatched = 'COALESCE(r.cancelled_all - l.taken_all, r.cancelled_all)';
  const all = row({
    record_type: "'all'",
    day_start: literal(mapping.weekStart === 0 ? 'monday' : 'sunday'),
    units: number('c.units_all'),
    ...(money ? { revenue: number('c.revenue_all') } : {}),
    order_lines: number('c.lines_all'),
    ...(mapping.promotion ? { promoted_units: number('c.promoted_all') } : {}),
    sold_units: number('c.sold_all'),
    ...tierCells((name) => `c.tier_${name}_all`),
    first_day: day('l.first_all'),
    last_day: day('l.last_all'),
    rows_read: number('r.rows_all'),
    panel_cells: number('c.cells_all'),
    sale_days: number('d.days_all'),
    cancelled_units: number('r.cancelled_all'),
    unmatched_units: number(unmatched),
    anonymous_units: number('r.anonymous_all'),
    panel_version: literal(String(panelFileVersion)),
    check_sum: number(
      [
        'c.check_all + d.check_days',
        checkOf('r.cancelled_all', unmatched, dialect),
        checkOf('r.anonymous_all', '0', dialect),
      ].join(' + '),
    ),
  });
  const cause = row({ record_type: "'cause'", product_name: 'cause', order_lines: number('cause_rows') });
  const days = row({
    record_type: "'day'",
    day_start: day('day_number'),
    units: number('day_units'),
    ...(money ? { revenue: number('day_amount') } : {}),
    order_lines: number('day_lines'),
  });
  const week = row({
    record_type: "'week'",
    day_start: day('week_number'),
    product_id: 'cell_id',
    product_name: 'cell_name',
    category: 'cell_category',
    units: number('cell_units'),
    ...(money ? { revenue: number('cell_revenue') } : {}),
    order_lines: number('cell_lines'),
    ...(mapping.promotion ? { promoted_units: number('cell_promoted') } : {}),
    sold_units: number('cell_sold'),
    ...tierCells((name) => `cell_tier_${name}`),
    first_day: day('cell_first'),
    last_day: day('cell_last'),
  });
  return [
    `SELECT ${all}\n  FROM row_sums r CROSS JOIN line_sums l CROSS JOIN day_count d CROSS JOIN cell_sums c`,
    `SELECT ${cause}\n  FROM cause_sums`,
    `SELECT ${days}\n  FROM day_sums`,
    `SELECT ${week}\n  FROM checked_cells`,
  ].join('\nUNION ALL\n');
}
