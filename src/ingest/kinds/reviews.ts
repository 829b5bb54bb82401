import { DateReader } from '#ingest/cleaning/date-reader.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import { dateRoles, defineFileKind, RowsOfKind, type TableOfKind } from '#ingest/kinds/define-file-kind.ts';
import type { Row } from '#ingest/reading/row.ts';
import { dayOf } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** Columns of texts that reviews without a text of their own may have. */
const mostTexts = 6;

/** What buyers say. */
export const reviews = defineFileKind('reviews', {
  roles: { ...dateRoles, product: 1, category: 0.3, user: 0.5, rating: 4, review: 4 },
  needs: [['rating', 'review']],
  fileName: /review|rating|comment|评价|评论|口碑/i,
  templates: {
    en: { file: 'debut-reviews.csv', columns: ['Date', 'Product ID', 'Rating', 'Review text'] },
    zh: { file: '首发-评价.csv', columns: ['日期', '商品编码', '评分', '评价内容'] },
  },
  // A list of products may say how they are rated. Lines of orders with their prices are sales, and so is a shop's day with its pieces, though a score, or here and there a text, stands beside them.
  isOther: ({ says, sells, taken, fills, isBroken, repeats, rows, counts, means, texts }) =>
    (taken.has('review') && !taken.has('rating') && fills('review') === 0) ||
    (rows >= 8 && repeats('product') === 1 && !taken.has('review') && isBroken('rating') && says('price')) ||
    (!taken.has('product') && !taken.has('review') && isBroken('rating') && sells('some')) ||
    (!taken.has('review') && sells('every')) ||
    // What is done from one day to another is a plan's.
    (!taken.has('product') && !taken.has('rating') && means('start') && means('end')) ||
    // A list of products with what each of them is told of.
    (!taken.has('review') && means('price') && texts() > mostTexts) ||
    // How a product is rated in the middle, by how many.
    (!taken.has('review') && isBroken('rating') && counts('review') > 0) ||
    (fills('review') < 0.5 && says('price') && counts('quantity') > 0) ||
    (taken.has('product') && says('order') && (says('price') || sells('some')) && fills('review') < 0.9),
  rowsOf: (table) => new ReviewRows(table),
});

/** Reviews: one a row. A product id, a date and a text may be missing; a rating that is there has to be 0 to 10. */
class ReviewRows extends RowsOfKind implements RowSink {
  private readonly date = new DateReader(this.layout);
  /** Ratings run to ten and are halved. Known from the sample of the column. */
  private readonly halve: boolean;

  constructor(table: TableOfKind) {
    super(table);
    const rating = this.layout.columns.get('rating');
    this.halve = rating !== undefined && table.profiles[rating].maximum > 5;
  }

  take(cells: Row, line: number): string {
    const at = this.layout.columns;
    const id = cellOf(cells, at.get('product'));
    if (at.has('product') && id === '') return 'missing_product_id';
    const rating = this.rating(cellOf(cells, at.get('rating')));
    if (at.has('rating')) {
      if (Number.isNaN(rating)) return 'unparsable_rating';
      if (rating < 0 || rating > 5) return 'rating_out_of_range';
    }
    if (at.has('review') && cellOf(cells, at.get('review')) === '') this.tally.flag('missing_text', line, cells);
    let day: number | null = null;
    if (this.date.present) {
      const seconds = this.date.seconds(cells);
      if (Number.isNaN(seconds)) this.tally.flag('unparsable_date', line, cells);
      else {
        day = dayOf(seconds);
        this.tally.addToDay(day, 0, 0);
      }
    }
    this.collection.reviewRecords?.push({
      productId: id,
      day,
      rating: Number.isNaN(rating) ? null : rating,
      text: cellOf(cells, at.get('review')),
    });
    if (id !== '') this.add(id, rating, day);
    return '';
  }

  private add(id: string, rating: number, day: number | null): void {
    this.tally.products.add(id);
    const totals = this.collection.reviews.get(id) ?? { count: 0, rated: 0, ratingSum: 0, byDay: new Map() };
    this.collection.reviews.set(id, totals);
    totals.count += 1;
    if (Number.isNaN(rating)) return;
    totals.rated += 1;
    totals.ratingSum += rating;
    if (day === null) return;
    const ofDay = totals.byDay.get(day) ?? { count: 0, sum: 0 };
    totals.byDay.set(day, { count: ofDay.count + 1, sum: ofDay.sum + rating });
  }

  private rating(cell: string): number {
    const number = /^([\d.,]+)\s*(星|分|stars?|\/\s*(5|10))?$/i.exec(cell.normalize('NFKC'));
    const value = number ? parseMicro(number[1].replace(',', '.')) / 1e6 : Number.NaN;
    return this.halve || number?.[3] === '10' ? value / 2 : value;
  }
}
