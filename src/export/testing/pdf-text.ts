import { getDocumentProxy } from 'unpdf';
import { pageMargins } from '#export/print-options.ts';

/** One run of text in the order in which it was written, which is cell by cell. Points from the page's lower left. */
interface TextRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface PdfText {
  readonly pages: readonly (readonly TextRun[])[];
  /** Width and height of the pages in points. */
  readonly sizes: readonly (readonly [number, number])[];
  readonly title: string;
  readonly language: string;
  /** Titles with their depth. */
  readonly outline: readonly (readonly [depth: number, title: string])[];
}

interface OutlineItem {
  readonly title: string;
  readonly items: readonly OutlineItem[];
}

/** What another program than the one that wrote it (Mozilla's pdf.js) reads in a PDF. */
export async function readPdf(bytes: Uint8Array): Promise<PdfText> {
  const document = await getDocumentProxy(bytes.slice());
  const pages: TextRun[][] = [];
  const sizes: [number, number][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const [left, bottom, right, top] = page.view;
    sizes.push([right - left, top - bottom]);
    pages.push(
      items.flatMap((item) => ('str' in item ? [{ text: item.str, x: item.transform[4], y: item.transform[5] }] : [])),
    );
  }
  const { info } = await document.getMetadata();
  const { Title, Language } = info as { Title?: string; Language?: string };
  const flatten = (items: readonly OutlineItem[], depth: number): [number, string][] =>
    items.flatMap(({ title, items: inner }) => [[depth, title] as [number, string], ...flatten(inner, depth + 1)]);
  const outline = flatten(((await document.getOutline()) ?? []) as readonly OutlineItem[], 0);
  await document.loadingTask.destroy();
  return { pages, sizes, title: Title ?? '', language: Language ?? '', outline };
}

/** The text without any space, and without what the screen joins signs by: a name that is broken over two lines of its cell is whole in it. */
export const squeeze = (text: string): string => text.replace(/[\s\u2060]+/g, '');

export const textOf = (runs: readonly TextRun[]): string => runs.map(({ text }) => text).join(' ');

/** How far down each page is filled, as shares of the room between the margins; the foot of the page does not count. */
export function pageFill({ pages, sizes }: PdfText): readonly number[] {
  const [, top, , bottom] = pageMargins;
  return pages.map((runs, i) => {
    const height = sizes[i][1];
    const lowest = Math.min(...runs.flatMap(({ y, text }) => (y > bottom && text.trim() !== '' ? [y] : [])));
    return (height - top - lowest) / (height - top - bottom);
  });
}
