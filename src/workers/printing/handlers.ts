import pdfMake from 'pdfmake/build/pdfmake.js';
import type { CustomTableLayout, TDocumentDefinitions, TFontDictionary } from 'pdfmake/interfaces';
import { JobCancelled, type JobHandler } from '#workers/job-control.ts';
import type {
  PrintingHandlers,
  RenderPdfInput,
  RenderPdfOutput,
  RenderPdfProgress,
} from '#workers/printing/contract.ts';

/** Table layouts by name: functions, which a definition that crosses to a worker cannot hold. */
const layoutsOf = ({ line, rule, box }: RenderPdfInput['colours']): Record<string, CustomTableLayout> => ({
  ruled: {
    hLineWidth: (row, node) => (row === 0 ? 0 : row === (node.table.headerRows ?? 0) ? 0.8 : 0.4),
    hLineColor: (row, node) => (row === (node.table.headerRows ?? 0) && row > 0 ? rule : line),
    vLineWidth: () => 0,
    paddingLeft: (column) => (column === 0 ? 0 : 5),
    paddingRight: (column, node) => (column === (node.table.widths?.length ?? 0) - 1 ? 0 : 5),
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

/** Lays the document out and writes it. Deterministic but for nothing: the creation date is the definition's own. */
const renderPdf: JobHandler<RenderPdfInput, RenderPdfProgress, RenderPdfOutput> = async (input, control) => {
  const maker = pdfMake as typeof pdfMake & { readonly virtualfs: FileSystem };
  maker.virtualfs.writeFileSync('plan-regular.ttf', input.fonts.regular, 'binary');
  maker.virtualfs.writeFileSync('plan-bold.ttf', input.fonts.bold, 'binary');
  const fonts: TFontDictionary = { Plan: { normal: 'plan-regular.ttf', bold: 'plan-bold.ttf' } };
  maker.setFonts(fonts);
  maker.setTableLayouts(layoutsOf(input.colours));
  maker.setUrlAccessPolicy(() => false);
  maker.setProgressCallback((done) => control.report({ done }));
  control.report({ done: 0 });
  await control.pause();
  const { left, right } = input.foot;
  const definition: TDocumentDefinitions = {
    ...(input.definition as TDocumentDefinitions),
    footer: (page, pages) => ({
      margin: [44, 14, 44, 0],
      fontSize: 7.5,
      color: input.colours.quiet,
      columns: [
        { text: left },
        { text: right.replace('{page}', String(page)).replace('{pages}', String(pages)), alignment: 'right' },
      ],
    }),
  };
  const buffer = await maker.createPdf(definition).getBuffer();
  if (control.cancelled()) throw new JobCancelled();
  return { bytes: new Uint8Array(buffer) };
};

export const handlers: PrintingHandlers = { renderPdf };
