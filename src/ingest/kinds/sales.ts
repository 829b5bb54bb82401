import { SalesRows } from '#ingest/cleaning/sales-rows.ts';
import { anyDate, dateRoles, defineFileKind } from '#ingest/kinds/define-file-kind.ts';

/** What was sold: order lines, or sums by day, week or month. */
export const sales = defineFileKind('sales', {
  roles: {
    ...dateRoles,
    product: 1,
    name: 0.5,
    'name-alternative': 0.2,
    category: 0.5,
    units: 3,
    revenue: 3,
    price: 1,
    cost: 0.5,
    order: 2,
    customer: 1.5,
    status: 1,
    refund: 0.5,
    promotion: 0.7,
    discount: 0.3,
    currency: 0.3,
    views: 0.5,
    visitors: 0.5,
    carts: 0.5,
    favourites: 0.5,
    dwell: 0.3,
    stock: 0.2,
  },
  needs: [anyDate, ['product', 'name', 'category'], ['units', 'revenue', 'price']],
  countsRows: ['order', 'customer'],
  fileName: /sale|order|transaction|retail|销售|订单|交易|流水|销量/i,
  templates: {
    en: {
      file: 'debut-sales.csv',
      columns: 'Date,Product ID,Product name,Category,Quantity,Unit price,Order ID,Customer ID,Promotion'.split(','),
    },
    zh: {
      file: '首发-销售.csv',
      columns: ['日期', '商品编码', '商品名称', '类目', '销量', '单价', '订单号', '客户编号', '促销活动'],
    },
  },
  // A list of products in which each has one row, and a day of its own that is not just its date, is not of what was sold unless a word says so.
  // In a log of events only few say how many were bought.
  doubt: ({ taken, rows, repeats, speaks, isJustDated, fills, means }) =>
    (taken.has('units') || taken.has('revenue') ? 1 : taken.has('order') ? 0.6 : 0.3) *
    (taken.has('units') && fills('units') < 0.5 && means('event') ? 0.3 : 1) *
    (rows >= 20 &&
    repeats('product') === 1 &&
    Math.max(repeats('date'), repeats('datetime')) * 4 < rows &&
    !speaks &&
    !isJustDated
      ? 0.3
      : 1),
  causes: {
    not_a_sale: ['reject', 'keep'],
    missing_product_id: ['reject', 'above', 'name'],
    unparsable_date: ['reject', 'above'],
    cancelled_invoice: ['reject', 'keep'],
    unparsable_quantity: ['reject', 'one'],
    quantity_not_positive: ['reject', 'absolute'],
    unparsable_price: ['reject', 'last', 'keep'],
    unit_price_not_positive: ['reject', 'last', 'keep'],
    unparsable_revenue: ['reject', 'keep'],
    revenue_not_positive: ['reject', 'keep'],
    other_currency: ['reject', 'keep'],
    duplicate_row: ['keep', 'reject'],
    unknown_state: ['keep', 'reject'],
    missing_customer: ['keep', 'reject'],
    missing_name: ['keep', 'reject'],
  },
  isByPeriod: true,
  datesByCells: true,
  productByCells: true,
  daysOf: (collection) => collection.salesDays,
  rowsOf: (table) => new SalesRows(table.layout, table.collection, table.tally),
});
