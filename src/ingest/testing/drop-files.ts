import { importFiles } from '#ingest/import-files.ts';
import type { FileChoices, ImportOutput } from '#ingest/import-report.ts';

/** A control that shows nothing and never cancels. */
export const silent = () => ({ progress() {}, async yieldNow() {} });

export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** Imports files as if dropped together, by name. */
export async function drop(
  files: Readonly<Record<string, string | Uint8Array>>,
  choices: Readonly<Record<string, FileChoices>> = {},
  remembered: Readonly<Record<string, FileChoices>> = {},
): Promise<ImportOutput> {
  const dropped = Object.entries(files).map(([name, content]) => ({ name, bytes: bytesOf(content) }));
  return importFiles({ files: dropped, choices, remembered }, silent);
}

/** Pieces by product, all weeks together. */
export function unitsOf(output: ImportOutput): Record<string, number> {
  const { panel } = output.dataset;
  if (!panel) return {};
  return Object.fromEntries(
    panel.products.map((product, row) => [
      product.id,
      panel.units
        .subarray(row * panel.periods, (row + 1) * panel.periods)
        .reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0),
    ]),
  );
}

/** Two rows of sales. */
export const sales = 'Date,SKU,Quantity,Price\n2024-05-01,A1,2,10.50\n2024-05-02,B2,3,4.00\n';

/** Text as UTF-16, with or without a byte-order mark. */
export function utf16(text: string, littleEndian: boolean, mark: boolean): Uint8Array {
  const all = mark ? `\uFEFF${text}` : text;
  const bytes = new Uint8Array(all.length * 2);
  for (let i = 0; i < all.length; i++) new DataView(bytes.buffer).setUint16(i * 2, all.charCodeAt(i), littleEndian);
  return bytes;
}
