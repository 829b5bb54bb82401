import { createPrintingClient } from '#workers/printing/client.ts';
import type { PrintPlanInput, PrintPlanOutput, PrintReviewInput } from '#workers/printing/contract.ts';
import { type ExportedFile, type ExportJob, MissingCharacters, outputOf } from './export-job.ts';

/** What is printed; the fonts come by themselves. */
type Printed<Input> = Omit<Input, 'fonts' | 'wholeFont'>;

export const printingClient = createPrintingClient();

/**
 * Prints a document in a worker. Throws {@link MissingCharacters} when a name holds characters that no font can draw, unless
 * the input goes on despite that. Fonts and worker are loaded at the first export, the whole font where a document needs it.
 */
export async function printPdf(
  document:
    | { readonly kind: 'printPlan'; readonly input: Printed<PrintPlanInput> }
    | { readonly kind: 'printReview'; readonly input: Printed<PrintReviewInput> },
  { signal, show }: ExportJob,
): Promise<ExportedFile> {
  show('fonts');
  const { loadPrintFonts, loadWholeFont } = await import('#export/load-print-fonts.ts');
  const fonts = await loadPrintFonts(signal);
  const onProgress = ({ done }: { readonly done: number }): void => {
    if (done > 0) show('writing', done);
  };
  const print = async (wholeFont: Uint8Array | null): Promise<PrintPlanOutput> => {
    show('layout');
    const font = { fonts, wholeFont };
    const options = { signal, onProgress };
    return outputOf(
      document.kind === 'printPlan'
        ? await printingClient.run('printPlan', { ...document.input, ...font }, options)
        : await printingClient.run('printReview', { ...document.input, ...font }, options),
    );
  };
  let output = await print(null);
  if (output.kind === 'needs-whole-font') {
    show('fonts');
    output = await print(await loadWholeFont(signal));
  }
  if (output.kind === 'missing') throw new MissingCharacters(output.characters);
  if (output.kind !== 'printed') throw new Error(output.kind);
  return { name: output.name, content: output.bytes as Uint8Array<ArrayBuffer>, type: 'application/pdf' };
}
