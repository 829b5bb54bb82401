import { planPdf } from '#export/plan-pdf.ts';
import { printFontOf } from '#export/print-colours.ts';
import { missingCharacters, textsOf, withNarrowPunctuation } from '#export/print-fonts.ts';
import type { PrintableDocument } from '#export/printable-document.ts';
import { languages as declared } from '#i18n/language.ts';
import { JobCancelled, type JobControl } from '#workers/job-control.ts';
import type {
  Attachment,
  FontChoice,
  PrintingHandlers,
  PrintPlanInput,
  PrintPlanOutput,
  PrintPlanProgress,
} from '#workers/printing/contract.ts';
import { type FontFamilies, renderPdf } from '#workers/printing/internal/render-pdf.ts';

/** The plan as a PDF. Asks for the whole font where the small ones lack a character that it may have. */
const printPlan: PrintingHandlers['printPlan'] = (input, control) =>
  print(input, input.options.languages, () => planPdf(input.plan, input.options), input.attachment, control);

/** Loaded at the first review: few documents are one. */
const printReview: PrintingHandlers['printReview'] = async (input, control) => {
  const { reviewPdf } = await import('#export/review-pdf.ts');
  return print(input, input.options.languages, () => reviewPdf(input.review, input.options), null, control);
};

async function print(
  { fonts, wholeFont, despiteMissing }: FontChoice,
  languages: PrintPlanInput['options']['languages'],
  define: () => PrintableDocument,
  attachment: Attachment | null,
  control: JobControl<PrintPlanProgress>,
): Promise<PrintPlanOutput> {
  control.report({ done: 0 });
  await control.pause();
  const printable = define();
  const texts = textsOf(printable.definition);
  const inSmall = missingCharacters(texts, fonts.regular);
  if (inSmall.length > 0 && wholeFont === null) return { kind: 'needs-whole-font' };
  const inWhole = wholeFont ? missingCharacters(texts, wholeFont) : inSmall;
  const missing = inWhole.length < inSmall.length ? inWhole : inSmall;
  if (missing.length > 0 && !despiteMissing) return { kind: 'missing', characters: missing };
  await control.pause();
  const isWhole = wholeFont !== null && inWhole.length < inSmall.length;
  const families = familiesOf(languages, isWhole ? { regular: wholeFont, bold: wholeFont } : fonts);
  const bytes = await renderPdf(printable, families, attachment, inSteps(control.report));
  if (control.cancelled()) throw new JobCancelled();
  return { kind: 'printed', bytes, name: printable.name };
}

/** Passes on every fiftieth part: the writer speaks at every item, thousands of times, and each word would wake the page. */
function inSteps(report: (progress: PrintPlanProgress) => void): (done: number) => void {
  let said = 0;
  return (done) => {
    const step = Math.floor(done * 50);
    if (step <= said) return;
    said = step;
    report({ done });
  };
}

/** Languages with narrow quotes get them where the font has them. */
function familiesOf(
  languages: PrintPlanInput['options']['languages'],
  { regular, bold }: PrintPlanInput['fonts'],
): FontFamilies {
  const families = languages.map((language) => {
    const setFor = declared[language].narrowPunctuation
      ? withNarrowPunctuation
      : (font: Uint8Array): Uint8Array => font;
    return [printFontOf(language), { regular: setFor(regular), bold: setFor(bold) }];
  });
  return Object.fromEntries(families);
}

/** Loaded at the first workbook: the writer is of no use to the PDF. */
const writeWorkbook: PrintingHandlers['writeWorkbook'] = async ({ plan, language, content }) => {
  const [{ planSheets, priceSheets }, workbook] = await Promise.all([
    import('#export/plan-sheets.ts'),
    import('#workers/printing/internal/write-workbook.ts'),
  ]);
  return { bytes: await workbook.writeWorkbook((content === 'plan' ? planSheets : priceSheets)(plan, language)) };
};

export const handlers: PrintingHandlers = { printPlan, printReview, writeWorkbook };
