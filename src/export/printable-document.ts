import type { Content, ContentText, TDocumentDefinitions } from 'pdfmake/interfaces';
import { type Chapter, chapterPages } from '#export/chapters/define-chapter.ts';
import { createReportWords } from '#export/create-report-words.ts';
import { printColours as colour, printFontOf } from '#export/print-colours.ts';
import { createPrintContext, type PrintContext } from '#export/print-context.ts';
import { type PrintOptions, pageMargins } from '#export/print-options.ts';
import { printStyles } from '#export/print-styles.ts';
import type { ReportWords } from '#export/report-words.ts';
import { fileBase, tidyTexts } from '#export/tidy-texts.ts';
import { languages as declared, type Language } from '#i18n/language.ts';

/** pdfmake's definition without functions, and the foot of the pages, `{page}` and `{pages}` standing for numbers. */
export interface PrintableDocument {
  /** Of the file: the title in the first language. */
  readonly name: string;
  readonly definition: TDocumentDefinitions;
  readonly foot: { readonly left: string; readonly right: string };
  /** Of the tables' lines, of a box's ground and of the foot. */
  readonly colours: { readonly line: string; readonly rule: string; readonly box: string; readonly quiet: string };
}

/** A kind of document: what stands in its head and foot, and its chapters. */
export interface DocumentKind<Document> {
  /** ISO 4217; '' = not known. */
  readonly currency: (document: Document) => string;
  readonly title: (document: Document, words: ReportWords) => string;
  /** "Launch plan": what kind of document it is. */
  readonly subject: (words: ReportWords) => string;
  /** "Made 5 January 2026, …" at the right of the first line. */
  readonly made: (document: Document, words: ReportWords) => string;
  /** What the foot of every page says it was made of. `madeOn`: days since 1970. */
  readonly origin: (document: Document) => {
    readonly madeOn: number;
    readonly fingerprint: string;
    readonly seed: number;
    readonly version: string;
  };
  /** In the words of a language: names that the data has in several. */
  readonly spoken?: (document: Document, language: Language) => Document;
  readonly chapters: readonly Chapter<Document>[];
}

/**
 * A document as pdfmake's definition, once for each language: page, fonts, title, chapters, foot with data and version. Pure:
 * the same input gives the same definition.
 */
export function printableDocument<Document>(
  kind: DocumentKind<Document>,
  given: Document,
  { languages, paper, omitted }: PrintOptions,
): PrintableDocument {
  const document = tidyTexts(given);
  const words = createReportWords(languages[0], kind.currency(document));
  const { language, t } = words;
  const { madeOn, fingerprint, seed, version } = kind.origin(document);
  const made = { fingerprint: fingerprint.slice(0, 12), seed, version };
  const isBoth = languages.length > 1;
  const inLanguage = (each: Language): readonly Content[] => {
    const spoken = kind.spoken?.(document, each) ?? document;
    const context = createPrintContext(each, paper, words.currency, isBoth ? `part-${each}` : undefined);
    return [...titleLines(kind, spoken, context), ...chapterPages(kind.chapters, spoken, context, omitted)];
  };
  const title = kind.title(document, words);
  return {
    name: `${fileBase(title)}.pdf`,
    definition: {
      pageSize: paper,
      pageMargins,
      language: declared[language].tag,
      displayTitle: true,
      version: '1.7',
      compress: true,
      info: {
        title,
        subject: kind.subject(words),
        creator: `Debut ${version}`,
        producer: 'pdfmake',
        creationDate: new Date(madeOn * 86_400_000),
      },
      defaultStyle: { font: printFontOf(language), fontSize: 9, lineHeight: 1.05, color: colour.ink },
      styles: printStyles,
      content: languages.flatMap((each, i) => {
        const [first, ...others] = inLanguage(each);
        // The language before may end lying.
        const turn = { pageBreak: 'before', pageOrientation: 'portrait' };
        return [i > 0 ? { ...(first as object), ...turn } : first, ...others].map((node) => inFont(node, each));
      }),
    } as TDocumentDefinitions,
    foot: { left: t(isBoth ? 'pdf.footBoth' : 'pdf.foot', made), right: t(isBoth ? 'pdf.pageBoth' : 'pdf.page') },
    colours: { line: colour.line, rule: colour.ink2, box: colour.paperSunk, quiet: colour.ink3 },
  };
}

/** What kind of document of which day, and the title with the bookmark of the document, or of its half in this language. */
function titleLines<Document>(kind: DocumentKind<Document>, document: Document, context: PrintContext): Content[] {
  const { t, outlineParent } = context;
  const outline = { outline: true, ...(outlineParent ? { id: outlineParent, outlineExpanded: true } : {}) };
  return [
    {
      columns: [
        { text: t('pdf.brandLine', { brand: t('pdf.brand'), kind: kind.subject(context) }), style: 'brand' },
        { text: kind.made(document, context), style: 'made' },
      ],
    },
    { text: kind.title(document, context), style: 'title', ...outline } as ContentText,
  ];
}

/** Sections are made of nodes with keys of their own; a bare text would lose its font. */
function inFont(node: Content | object | undefined, language: Language): Content {
  return { ...(node as object), font: printFontOf(language) } as Content;
}
