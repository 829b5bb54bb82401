import type { Content, ContentText, TableCell } from 'pdfmake/interfaces';
import type { PrintContext } from '#export/print-context.ts';

/** Points that a heading takes with the beginning of what it heads. */
export const headingRoom = 96;

/**
 * A chapter's heading with its bookmark. The printer turns the page where less than `room` is left below its upper edge: a
 * heading does not stand alone at the foot of a page. pdfmake passes the room on as the headline's level.
 */
export function sectionHeading(text: string, { outlineParent }: PrintContext, room = headingRoom): ContentText {
  const outline = { outline: true, ...(outlineParent ? { outlineParentId: outlineParent } : {}) };
  return { text, style: 'section', headlineLevel: room, ...outline } as ContentText;
}

/** A heading within a chapter. */
export const subheading = (text: string, margin: [number, number, number, number]): Content => ({
  text,
  style: 'chartTitle',
  headlineLevel: headingRoom,
  margin,
});

/**
 * A text from the data for a place in which so many letters stand in a line: a word that is longer may be broken anywhere.
 * A table would else grow beyond the page, and a row that does not fit is not drawn at all.
 */
export function breakable(text: string, most: number): string | ContentText[] {
  const parts = text.split(new RegExp(`([^\\s\\p{Script=Han}]{${most + 1},})`, 'u'));
  if (parts.length === 1) return text;
  return parts
    .map((part, i): ContentText => (i % 2 === 1 ? { text: part, wordBreak: 'break-all' } : { text: part }))
    .filter(({ text: part }) => part !== '');
}

/** In small letters, broken where a word has more than `most`. */
export const smallText = (text: string, most: number, more: Partial<ContentText> = {}): ContentText => ({
  text: breakable(text, most),
  style: 'small',
  ...more,
});

interface RuledTable {
  readonly heads: readonly string[];
  /** Cells without an alignment of their own stand as their column does. */
  readonly rows: readonly (readonly (string | TableCell)[])[];
  readonly widths: readonly (string | number)[];
  /** By column: l = words at the left, r = figures at the right. */
  readonly columns: string;
  /** Points; the document's own unless it is said. */
  readonly fontSize?: number;
}

/** A table with its head repeated on every page; a row is never broken over two. */
export function ruledTable({ heads, rows, widths, columns, fontSize }: RuledTable): Content {
  const alignment = (column: number): 'left' | 'right' => (columns[column] === 'r' ? 'right' : 'left');
  const head = heads.map((text, column): TableCell => ({ text, style: 'head', alignment: alignment(column) }));
  const body = rows.map((row) =>
    row.map((cell, column): TableCell => {
      const content = typeof cell === 'string' ? { text: cell } : (cell as object);
      return { alignment: alignment(column), ...(fontSize ? { fontSize } : {}), ...content } as TableCell;
    }),
  );
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: [...widths],
      body: [head, ...body],
    },
    layout: 'ruled',
  };
}
