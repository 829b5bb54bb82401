import type { Collection } from '#ingest/assembly/collection.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import type { Row } from '#ingest/reading/row.ts';

/** What a product is: name, category, attributes. A later row about the same product fills what an earlier one left. */
export class CatalogueRows implements RowSink {
  private readonly layout: TableLayout;
  private readonly collection: Collection;
  private readonly tally: FileTally;

  constructor(layout: TableLayout, collection: Collection, tally: FileTally) {
    this.layout = layout;
    this.collection = collection;
    this.tally = tally;
  }

  take(cells: Row, line: number): string {
    const { columns, attributes, names } = this.layout;
    const id = cellOf(cells, columns.get('product'));
    if (id === '') return 'missing_product_id';
    if (this.tally.products.has(id)) this.tally.flag('repeated_product', line, cells);
    this.tally.products.add(id);
    const entry = this.collection.products.entries[this.collection.products.indexOf(id)];
    entry.catalogueName ||= cellOf(cells, columns.get('name'));
    entry.nameAlternative ||= cellOf(cells, columns.get('name-alternative'));
    entry.catalogueCategory ||= cellOf(cells, columns.get('category'));
    for (const role of ['description', 'price', 'cost'] as const) {
      const column = columns.get(role);
      const cell = cellOf(cells, column);
      if (column !== undefined && cell !== '' && !entry.attributes.has(names[column]))
        entry.attributes.set(names[column], cell);
    }
    for (const column of attributes) {
      const cell = cellOf(cells, column);
      if (cell !== '' && !entry.attributes.has(names[column])) entry.attributes.set(names[column], cell);
    }
    return '';
  }
}
