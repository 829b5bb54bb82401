import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve('../shared/reference/arima');

/** Why reference tests are skipped, or '' when the files are there. */
export const referencesMissing = existsSync(folder) ? '' : 'reference values of R are not beside this checkout';

// biome-ignore lint/suspicious/noExplicitAny: fixtures of a foreign format, read field by field in tests
export type Reference = any;

/** One reference file by name, without `.json`. */
export function readReference(name: string): Reference {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
}

/** All series files that hold the given part. */
export function readReferencesWith(part: string): Reference[] {
  if (referencesMissing) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readReference(file.slice(0, -5)))
    .filter((reference) => reference.values && reference[part]);
}

/** A column of a fixture; null = missing. */
export function toColumn(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (v) => v ?? Number.NaN);
}
