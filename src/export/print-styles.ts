import type { StyleDictionary } from 'pdfmake/interfaces';
import { printColours as colour } from '#export/print-colours.ts';

/** Kinds of text of the documents, by the names that sections use. */
export const printStyles: StyleDictionary = {
  brand: { fontSize: 8.5, bold: true, color: colour.launch },
  made: { fontSize: 8.5, color: colour.ink3, alignment: 'right' },
  title: { fontSize: 23, bold: true, margin: [0, 24, 0, 10], lineHeight: 1 },
  lead: { fontSize: 12, lineHeight: 1.16, color: colour.ink2, margin: [0, 0, 0, 20] },
  section: { fontSize: 14, bold: true, margin: [0, 18, 0, 8] },
  wave: { fontSize: 11, bold: true },
  chartTitle: { fontSize: 10, bold: true },
  head: { fontSize: 8, color: colour.ink3, lineHeight: 0.95 },
  small: { fontSize: 7.5, color: colour.ink3, lineHeight: 1 },
  reason: { fontSize: 8, color: colour.ink2, lineHeight: 1.03 },
  note: { fontSize: 8, color: colour.ink3, margin: [0, 6, 0, 0] },
  quiet: { color: colour.ink3 },
  figureLabel: { fontSize: 8, color: colour.ink3 },
  figure: { fontSize: 17, bold: true, lineHeight: 1 },
  figureFirst: { fontSize: 17, bold: true, lineHeight: 1, color: colour.launch },
  figureNote: { fontSize: 7.5, color: colour.ink3 },
};
