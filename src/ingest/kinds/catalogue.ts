import { noteAttribute } from '#ingest/assembly/product-table.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import { defineFileKind, RowsOfKind, type TableOfKind } from '#ingest/kinds/define-file-kind.ts';
import type { Row } from '#ingest/reading/row.ts';

/** What the products are. */
export const catalogue = defineFileKind('catalogue', {
  roles: {
    product: 2,
    name: 1,
    'name-alternative': 1,
    category: 1.5,
    description: 1,
    price: 0.7,
    cost: 0.7,
    currency: 0.2,
  },
  needs: [
    ['product', 'name'],
    ['name', 'category', 'description', 'price', 'cost'],
  ],
  fileName: /catalog|product|sku|master|商品资料|商品信息|商品表|商品目录|货品/i,
  templates: {
    en: {
      file: 'debut-catalogue.csv',
      columns: 'Product ID,Product name,Category,List price,Unit cost,Material,Style line,Description'.split(','),
    },
    zh: {
      file: '首发-商品资料.csv',
      columns: ['商品编码', '商品名称', '类目', '吊牌价', '成本价', '材质', '风格', '商品描述'],
    },
  },
  // How many there are, in several counts, and no price: what is on hand.
  doubt: ({ taken, isNew, counts, says }) =>
    (isNew && taken.has('price') ? 0.6 : 1) * (counts('stock') > 1 && !taken.has('price') && !says('price') ? 0.6 : 1),
  // What was sold of each product is no list of products, nor are rows that tell of one product again and again.
  isOther: ({ sells, says, rows, repeats, taken }) =>
    // Names stand for products only in a list of these with their prices.
    (!taken.has('product') && (repeats('name') > 1.05 || !taken.has('price'))) ||
    sells('every') ||
    sells('lines') ||
    says('customer') ||
    (rows >= 20 && (repeats('product') > 1.7 || repeats('name') > 8)),
  keepsAttributes: true,
  rowsOf: (table) => new CatalogueRows(table),
});

/** What a product is: name, category, attributes. A later row about the same product fills what an earlier one left. */
class CatalogueRows extends RowsOfKind implements RowSink {
  /** Columns that nearly all products fill. */
  private readonly told: readonly number[];

  constructor(table: TableOfKind) {
    super(table);
    const { columns } = this.layout;
    this.told = (['name', 'category', 'price', 'cost'] as const).flatMap((role) => {
      const column = columns.get(role);
      if (column === undefined || column === columns.get('product')) return [];
      const { filled, sampled } = table.profiles[column];
      return filled >= sampled * mostlyTold ? [column] : [];
    });
  }

  take(cells: Row, line: number): string {
    const { columns, attributes, names } = this.layout;
    const id = cellOf(cells, columns.get('product') ?? columns.get('name'));
    if (id === '') return 'missing_product_id';
    // The title of a group, or a note below, stands alone in its row.
    if (this.told.length > 0 && this.told.every((column) => cells.isEmpty(column)) && isAlone(cells))
      return 'group_title';
    if (this.tally.products.has(id)) this.tally.flag('repeated_product', line, cells);
    this.tally.products.add(id);
    const entry = this.collection.products.entries[this.collection.products.indexOf(id)];
    entry.catalogueName ||= cellOf(cells, columns.get('name'));
    entry.nameAlternative ||= cellOf(cells, columns.get('name-alternative'));
    entry.catalogueCategory ||= cellOf(cells, columns.get('category'));
    for (const role of ['description', 'price', 'cost'] as const) {
      const column = columns.get(role);
      if (column !== undefined) noteAttribute(entry, names[column], cellOf(cells, column));
    }
    for (const column of attributes) noteAttribute(entry, names[column], cellOf(cells, column));
    return '';
  }
}

/** So many rows fill a column that tells products from the titles of their groups. */
const mostlyTold = 0.8;

/** Whether one cell of a row is filled. */
function isAlone(cells: Row): boolean {
  let filled = 0;
  for (let column = 0; column < cells.length && filled < 2; column++) if (!cells.isEmpty(column)) filled += 1;
  return filled === 1;
}
