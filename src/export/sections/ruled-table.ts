import type { Content, TableCell } from 'pdfmake/interfaces';

/** A table with its head repeated on every page; columns from `words` on hold figures and stand at the right. */
export function ruledTable(
  heads: readonly string[],
  rows: readonly (readonly (string | TableCell)[])[],
  widths: readonly (string | number)[],
  words: number,
): Content {
  const alignment = (column: number): 'left' | 'right' => (column < words ? 'left' : 'right');
  const head = heads.map((text, column): TableCell => ({ text, style: 'head', alignment: alignment(column) }));
  const body = rows.map((row) =>
    row.map((cell, column): TableCell => {
      const content = typeof cell === 'string' ? { text: cell } : (cell as object);
      return { alignment: alignment(column), fontSize: 8, ...content } as TableCell;
    }),
  );
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: [...widths], body: [head, ...body] },
    layout: 'ruled',
  };
}
