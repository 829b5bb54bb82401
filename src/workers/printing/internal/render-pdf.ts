import pdfMake from 'pdfmake/build/pdfmake.js';
import type { CustomTableLayout, TDocumentDefinitions, TFontDictionary } from 'pdfmake/interfaces';
import type { PrintableDocument } from '#export/printable-document.ts';
import type { Attachment } from '#workers/printing/contract.ts';
import { joinWordsOf, type LaidOutDocument } from '#workers/printing/internal/join-words.ts';

/** Files of the two weights by font family. */
export type FontFamilies = Readonly<Record<string, { readonly regular: Uint8Array; readonly bold: Uint8Array }>>;

/** Table layouts by the names that definitions use. */
const layoutsOf = ({ line, rule, box }: PrintableDocument['colours']): Record<string, CustomTableLayout> => ({
  ruled: {
    hLineWidth: (row, node) => (row === 0 ? 0 : row === (node.table.headerRows ?? 0) ? 0.8 : 0.4),
    hLineColor: (row, node) => (row === (node.table.headerRows ?? 0) && row > 0 ? rule : line),
    vLineWidth: () => 0,
    paddingLeft: (column) => (column === 0 ? 0 : 5),
    paddingRight: (column, node) => (column === (node.table.widths?.length ?? 0) - 1 ? 0 : 5),
    paddingTop: () => 3.5,
    paddingBottom: () => 3.5,
  },
  // The wave's title, the columns' heads, the launches.
  wave: {
    hLineWidth: (row) => (row === 0 ? 0 : row === 2 ? 0.8 : row === 1 ? 0 : 0.4),
    hLineColor: (row) => (row === 2 ? rule : line),
    vLineWidth: () => 0,
    paddingLeft: (column) => (column === 0 ? 0 : 4),
    paddingRight: (column, node) => (column === (node.table.widths?.length ?? 0) - 1 ? 0 : 4),
    paddingTop: () => 3.5,
    paddingBottom: () => 3.5,
  },
  strip: {
    hLineWidth: (row) => (row === 0 ? 0.8 : 0),
    hLineColor: () => rule,
    vLineWidth: () => 0,
    paddingLeft: () => 0,
    paddingRight: () => 8,
    paddingTop: (row) => (row === 0 ? 6 : 0),
    paddingBottom: () => 0,
  },
  tight: {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    paddingLeft: () => 0,
    paddingRight: () => 6,
    paddingTop: () => 1,
    paddingBottom: () => 1,
  },
  box: {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    fillColor: () => box,
    paddingLeft: () => 12,
    paddingRight: () => 12,
    paddingTop: () => 10,
    paddingBottom: () => 5,
  },
});

interface FileSystem {
  writeFileSync(name: string, content: Uint8Array, encoding: string): void;
}

/** Lays the document out and writes it. The same input gives the same bytes: the creation date is the definition's own. */
export async function renderPdf(
  { definition, foot, colours }: PrintableDocument,
  families: FontFamilies,
  attachment: Attachment | null,
  onProgress: (done: number) => void,
): Promise<Uint8Array> {
  const maker = pdfMake as typeof pdfMake & { readonly virtualfs: FileSystem };
  const fonts: TFontDictionary = {};
  for (const [family, { regular, bold }] of Object.entries(families)) {
    const names = { normal: `${family}-regular.ttf`, bold: `${family}-bold.ttf` };
    maker.virtualfs.writeFileSync(names.normal, regular, 'binary');
    maker.virtualfs.writeFileSync(names.bold, bold, 'binary');
    fonts[family] = names;
  }
  maker.setFonts(fonts);
  maker.setTableLayouts(layoutsOf(colours));
  maker.setUrlAccessPolicy(() => false);
  maker.setProgressCallback(onProgress);
  const numbered: TDocumentDefinitions = {
    ...definition,
    ...(attachment ? { files: { project: filesEntry(attachment, definition.info?.creationDate) } } : {}),
    footer: (page, pages) => ({
      margin: [44, 14, 44, 0],
      fontSize: 7.5,
      color: colours.quiet,
      columns: [
        { text: foot.left },
        {
          text: foot.right.replaceAll('{page}', String(page)).replaceAll('{pages}', String(pages)),
          alignment: 'right',
        },
      ],
    }),
    // A heading does not stand alone at the foot of a page: its level is the points that it needs below its upper edge.
    pageBreakBefore: ({ headlineLevel, startPosition }) =>
      headlineLevel !== undefined && startPosition.pageInnerHeight * (1 - startPosition.verticalRatio) < headlineLevel,
  };
  // All pages wait for their words to be joined: none is written before.
  const made = maker.createPdf(numbered, { bufferPages: true });
  joinWordsOf((await made.getStream()) as unknown as LaidOutDocument);
  return new Uint8Array(await made.getBuffer());
}

/** pdfmake takes the bytes of a file as a data address only. Its dates are the document's: the clock has no say in the bytes. */
function filesEntry({ name, description, bytes }: Attachment, date: Date | undefined) {
  let text = '';
  const step = 0x8000;
  for (let at = 0; at < bytes.length; at += step) text += String.fromCharCode(...bytes.subarray(at, at + step));
  const src = `data:application/vnd.debut.project;base64,${btoa(text)}`;
  return {
    src,
    name,
    description,
    relationship: 'Source',
    ...(date ? { creationDate: date, modifiedDate: date } : {}),
  };
}
