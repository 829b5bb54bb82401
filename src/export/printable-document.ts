import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { printColours as colour, printFontOf } from '#export/print-colours.ts';
import { createPrintContext, type PrintContext, pageMargins } from '#export/print-context.ts';
import type { PrintOptions } from '#export/print-options.ts';
import { printStyles } from '#export/print-styles.ts';
import { createReportWords, type ReportWords } from '#export/report-words.ts';
import { languages as declared, type Language } from '#i18n/language.ts';

/** pdfmake's definition without functions, and the foot of the pages, `{page}` and `{pages}` standing for numbers. */
export interface PrintableDocument {
  readonly definition: TDocumentDefinitions;
  readonly foot: { readonly left: string; readonly right: string };
  /** Of the tables' lines, of a box's ground and of the foot. */
  readonly colours: { readonly line: string; readonly rule: string; readonly box: string; readonly quiet: string };
}

interface DocumentFrame {
  readonly options: Pick<PrintOptions, 'languages' | 'paper'>;
  /** ISO 4217; '' = not known. */
  readonly currency: string;
  /** Days since 1970. */
  readonly madeOn: number;
  readonly fingerprint: string;
  readonly seed: number;
  readonly version: string;
  readonly title: (words: ReportWords) => string;
  readonly subject: (words: ReportWords) => string;
  /** The whole document in one language. */
  readonly sections: (context: PrintContext) => readonly Content[];
  /** Orientation with which a second language begins, where the one before may end lying. */
  readonly turnsTo?: 'portrait';
}

/** A document once for each language: page, fonts, title, language, foot with data and version. */
export function printableDocument(frame: DocumentFrame): PrintableDocument {
  const { options, currency, madeOn, version, seed, title, subject, sections, turnsTo } = frame;
  const { languages, paper } = options;
  const words = createReportWords(languages[0], currency);
  const { language, t } = words;
  const made = { fingerprint: frame.fingerprint.slice(0, 12), seed, version };
  const isBoth = languages.length > 1;
  return {
    definition: {
      pageSize: paper,
      pageMargins,
      language: declared[language].tag,
      displayTitle: true,
      version: '1.7',
      compress: true,
      info: {
        title: title(words),
        subject: subject(words),
        creator: `Debut ${version}`,
        producer: 'pdfmake',
        creationDate: new Date(madeOn * 86_400_000),
      },
      defaultStyle: { font: printFontOf(language), fontSize: 9, lineHeight: 1.05, color: colour.ink },
      styles: printStyles,
      content: languages.flatMap((each, i) => {
        const context = createPrintContext(each, paper, currency, isBoth ? `part-${each}` : undefined);
        const [first, ...others] = sections(context);
        const turn = { pageBreak: 'before', ...(turnsTo ? { pageOrientation: turnsTo } : {}) };
        return [i > 0 ? { ...(first as object), ...turn } : first, ...others].map((node) => inFont(node, each));
      }),
    } as TDocumentDefinitions,
    foot: { left: t(isBoth ? 'pdf.footBoth' : 'pdf.foot', made), right: t(isBoth ? 'pdf.pageBoth' : 'pdf.page') },
    colours: { line: colour.line, rule: colour.ink2, box: colour.paperSunk, quiet: colour.ink3 },
  };
}

/** Sections are made of nodes with keys of their own; a bare text would lose its font. */
function inFont(node: Content | object | undefined, language: Language): Content {
  return { ...(node as object), font: printFontOf(language) } as Content;
}

/** Name of a file: the title without what file systems refuse. */
export function pdfFileName(title: string): string {
  return `${title.replace(/[\\/:*?"<>|]+/g, '-').replace(/^[.\s]+|[.\s]+$/g, '') || 'Debut'}.pdf`;
}
