import type { Content, PageOrientation } from 'pdfmake/interfaces';
import { sectionHeading } from '#export/page-blocks.ts';
import type { PrintContext } from '#export/print-context.ts';
import type { ReportWords } from '#export/report-words.ts';

/**
 * A chapter of a printed document: all that is known of it. The printer, the list on screen of what a document contains, and
 * the saved choice of what it goes without iterate over the chapters of a document.
 */
export interface Chapter<Document> {
  /** In saved choices: it stays what it is. */
  readonly id: string;
  /** Heading and bookmark; null: it begins without one. */
  readonly title: ((words: ReportWords) => string) | null;
  /** What the screen says that the document contains; none: the document's screen has no list. */
  readonly contents?: (document: Document, words: ReportWords) => string;
  /** What the screen says where it is not there; none: nothing. */
  readonly absence?: (words: ReportWords) => string;
  /** The user may have the document without it. */
  readonly isOptional: boolean;
  /** The document has something to show in it; none: always. */
  readonly isThere?: (document: Document) => boolean;
  /** How its pages lie; upright unless it is said. */
  readonly lies?: (document: Document) => PageOrientation;
  /** It begins on a page of its own. */
  readonly startsPage?: (document: Document) => boolean;
  /**
   * Points that its heading takes with what is to stand on the same page, where that is more than a few lines: the printer
   * turns the page where less is left. More than a page is as much as a page.
   */
  readonly room?: (document: Document, context: PrintContext) => number;
  /** It stands on one page as a whole. */
  readonly isWhole?: boolean;
  /** What stands under the heading. */
  readonly section: (document: Document, context: PrintContext) => Content[];
  /** What stands in the document all the same when the chapter is left out, and what the screen says of it. */
  readonly remainder?: {
    readonly section: (document: Document, context: PrintContext) => Content[];
    readonly contents: (words: ReportWords) => string;
  };
}

/** One folder, one chapter: what makes it takes its place in the document's list of chapters. */
export const defineChapter = <Document>(chapter: Chapter<Document>): Chapter<Document> => chapter;

/** Chapters that the document has something to show in. */
export function chaptersOf<Document>(
  chapters: readonly Chapter<Document>[],
  document: Document,
): readonly Chapter<Document>[] {
  return chapters.filter(({ isThere }) => isThere?.(document) ?? true);
}

/** So much of a page is there for a heading wherever it begins one: more would turn the page for ever. */
const mostOfPage = 0.9;

/** The document's chapters one after the other; a page is turned where the next one lies otherwise. */
export function chapterPages<Document>(
  chapters: readonly Chapter<Document>[],
  document: Document,
  context: PrintContext,
  omitted: readonly string[],
): readonly Content[] {
  let lying: PageOrientation = 'portrait';
  return chaptersOf(chapters, document).flatMap((chapter): readonly Content[] => {
    const isOmitted = chapter.isOptional && omitted.includes(chapter.id);
    const section = isOmitted ? chapter.remainder?.section : chapter.section;
    if (!section) return [];
    const body = section(document, context);
    const wanted = chapter.lies?.(document) ?? 'portrait';
    const turns = chapter.startsPage?.(document) || wanted !== lying;
    lying = wanted;
    const turn = turns ? { pageBreak: 'before' as const, pageOrientation: lying } : {};
    if (isOmitted || chapter.title === null)
      return chapter.isWhole ? [{ unbreakable: true, stack: body, ...turn }] : body;
    const { headlineLevel, ...heading } = sectionHeading(
      chapter.title(context),
      context,
      chapter.room && Math.min(chapter.room(document, context), mostOfPage * context.wideHeight),
    );
    if (chapter.isWhole) return [{ unbreakable: true, stack: [heading, ...body], ...turn }];
    return [turns ? { ...heading, ...turn, margin: [0, 0, 0, 8] } : { ...heading, headlineLevel }, ...body];
  });
}
