import { DateReader } from '#ingest/cleaning/date-reader.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import { dateRoles, defineFileKind, RowsOfKind } from '#ingest/kinds/define-file-kind.ts';
import type { Row } from '#ingest/reading/row.ts';
import { dayOf } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** What was on hand. */
export const stock = defineFileKind('stock', {
  roles: { ...dateRoles, product: 1, name: 0.3, category: 0.3, stock: 4, cost: 0.5 },
  needs: [['product', 'name'], ['stock']],
  fileName:
    /stock|inventory|остатк|estoque|existencias|giacenz|lagerbest|voorraad|zásob|재고|在庫|库存|盘点|remanent|inwentaryz|inventur|inventaire|棚卸|инвентариз|υπ[οό]λοιπα|απογραφ[ηή]/i,
  templates: {
    en: { file: 'debut-stock.csv', columns: ['Date', 'Product ID', 'Stock on hand'] },
    zh: { file: '首发-库存.csv', columns: ['日期', '商品编码', '库存数量'] },
  },
  // A report of what was sold may say what is left of it.
  isOther: ({ sells }) => sells('every'),
  doubt: (evidence) => {
    const { sells, taken, says, texts, counts, areIn, repeats } = evidence;
    // A list of products that says their price, and what they are, may say how many there are too; where they lie it does not say.
    const isList =
      says('price') &&
      Math.max(repeats('date'), repeats('datetime')) < 3 &&
      texts() > 2 &&
      counts('stock') < 2 &&
      !areIn('store');
    return (isList ? 0.5 : 1) * (sells('some') && (taken.has('date') || taken.has('datetime')) ? 0.4 : 1);
  },
  isByPeriod: true,
  isSnapshot: true,
  datesByCells: true,
  rowsOf: (table) => new StockRows(table),
});

/** Stock on hand by product and day: tells a week without stock from a week without demand. */
class StockRows extends RowsOfKind implements RowSink {
  private readonly date = new DateReader(this.layout);
  private readonly isCarried = this.layout.rules.unparsable_date === 'above';
  private last = Number.NaN;

  take(cells: Row): string {
    const { columns } = this.layout;
    const id = cellOf(cells, columns.get('product') ?? columns.get('name'));
    if (id === '') return 'missing_product_id';
    const column = columns.get('stock') ?? 0;
    const stock = parseMicro(cellOf(cells, column), this.layout.decimalComma[column]) / 1e6;
    if (Number.isNaN(stock)) return 'unparsable_stock';
    this.tally.products.add(id);
    if (!this.date.present) return '';
    const seconds = this.isCarried && this.date.isEmpty(cells) ? this.last : this.date.seconds(cells);
    if (Number.isNaN(seconds)) return 'unparsable_date';
    this.last = seconds;
    const day = dayOf(seconds);
    this.tally.addToDay(day, 0, 0);
    const cell = this.collection.cells.cell(this.collection.products.indexOf(id), this.collection.periodOf(day));
    this.collection.cells.add('stock', cell, Math.max(0, stock));
    this.collection.cells.add('stockKnown', cell, 1);
    return '';
  }
}
