import { type Zippable, zipSync } from 'fflate';
import * as v from 'valibot';
import { budget } from '#engine/budget.ts';
import * as s from '#storage/slices/schema.ts';
import { isProjectSlice, type ProjectSliceKey, readFacts, versionOf } from '#storage/slices/slices.ts';
import type { JobControl } from '#workers/job-control.ts';
import { JobRefused } from '#workers/job-control.ts';
import type { ProjectContents, ProjectPart, ProjectProgress } from '#workers/project/contract.ts';
import { ColumnReader } from '#workers/project/internal/columns/column-reader.ts';
import { ColumnWriter } from '#workers/project/internal/columns/column-writer.ts';
import { packValue, unpackValue } from '#workers/project/internal/pack-value.ts';
import { UnpackFault } from '#workers/project/internal/unpack-fault.ts';
import { damaged, ZipReader } from '#workers/project/internal/zip-archive.ts';

/**
 * The project file: a ZIP archive whose first entry says what it is, as EPUB and OpenDocument do, with a manifest, each part
 * as JSON and bytes, and the raw files where they were wanted in.
 *
 *     mimetype            application/vnd.debut.project, stored
 *     manifest.json       format, version of Debut, when, name, parts with their versions, raw files by name
 *     parts/KEY.json      a part (pack-value.ts)
 *     parts/KEY.bin       its typed arrays that do not hold doubles
 *     columns/...         the doubles of all parts in the order of the manifest: how each column is told, and its numbers
 *     rows/N              raw file N as it was dropped
 *
 * The first format had no `columns`: doubles stood beside their part.
 */
export const projectType = 'application/vnd.debut.project';

/** Of the archive as a whole; a part has a version of its own. */
const format = 2;
const columnFiles = { directory: 'columns/directory.json', integers: 'columns/integers', doubles: 'columns/doubles' };

const isPacked = /\.(gz|xlsx|xlsm|xlsb|ods|zip)$/i;

type Control = Pick<JobControl<ProjectProgress>, 'report' | 'pause'>;

export async function writeProjectArchive(
  contents: ProjectContents<Uint8Array>,
  control: Control,
): Promise<Uint8Array<ArrayBuffer>> {
  const { app, savedAt, name, parts, rows } = contents;
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const manifest = {
    format,
    app,
    savedAt,
    name,
    parts: parts.map(({ key, version }) => ({ key, version: version ?? versionOf(key as ProjectSliceKey) })),
    rows: rows.map((row) => ({ name: row.name, id: row.id })),
  };
  const entries: Zippable = {
    mimetype: [text(projectType), { level: 0 }],
    'manifest.json': text(JSON.stringify(manifest)),
  };
  const columns = new ColumnWriter();
  for (const [i, { key, value }] of parts.entries()) {
    const { json, binary } = packValue(value, columns);
    control.report({ done: (0.5 * (i + 1)) / parts.length });
    await control.pause();
    entries[`parts/${key}.json`] = text(json);
    if (binary.length > 0) entries[`parts/${key}.bin`] = binary;
  }
  const { directory, integers, doubles } = columns.finish();
  entries[columnFiles.directory] = text(JSON.stringify(directory));
  entries[columnFiles.integers] = integers;
  entries[columnFiles.doubles] = doubles;
  rows.forEach((row, i) => {
    entries[`rows/${i}`] = isPacked.test(row.name) ? [row.bytes, { level: 0 }] : row.bytes;
  });
  // The same contents give the same bytes: every entry is of the format's own first day.
  return zipSync(entries, { level: 9, mtime: '1980-01-01T00:00:00' });
}

/** Whether bytes begin as a project file does. */
export function isProjectArchive(bytes: Uint8Array): boolean {
  const expected = `mimetype${projectType}`;
  if (bytes.length < 30 + expected.length || bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  return String.fromCharCode(...bytes.subarray(30, 30 + expected.length)) === expected;
}

/**
 * Everything in the file, upgraded to what this version persists, or a refusal: `project-newer`, `project-damaged`, `project-too-large`. Half a
 * project is never returned.
 */
export async function readProjectArchive(
  bytes: Uint8Array,
  control: Control,
): Promise<ProjectContents<Uint8Array<ArrayBuffer>>> {
  const archive = new ZipReader(bytes, budget.projectBytes);
  const manifest = readManifest(archive);
  const steps = manifest.parts.length + manifest.rows.length;
  let done = 0;
  const step = async (): Promise<void> => {
    done += 1;
    control.report({ done: done / steps });
    await control.pause();
  };
  const parts: ProjectPart[] = [];
  const columns = manifest.format === 1 ? null : readColumns(archive);
  for (const { key, version } of manifest.parts) {
    parts.push(readPart(archive, { key, version }, columns, manifest.app));
    await step();
  }
  if (columns && !columns.isAtEnd) throw damaged('columns');
  for (const key of ['settings', 'dataset']) if (!parts.some((part) => part.key === key)) throw damaged(key);
  const rows: { name: string; id: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
  for (const [i, { name, id }] of manifest.rows.entries()) {
    rows.push({ name, id, bytes: archive.read(`rows/${i}`) });
    await step();
  }
  const { app, savedAt, name } = manifest;
  return { app, savedAt, name, parts, rows };
}

const manifestSchema = s.object({
  format: s.count,
  app: s.text,
  savedAt: s.finite,
  name: s.text,
  parts: s.listOf(s.object({ key: s.text, version: s.count })),
  rows: s.listOf(s.object({ name: s.text, id: s.text })),
});
type Manifest = s.FactsOf<typeof manifestSchema>;

function readManifest(archive: ZipReader): Manifest {
  const manifest = parse('manifest', () => JSON.parse(decode(archive.read('manifest.json'))));
  // A later format may look different in everything but these two.
  const { format: found, app } = (manifest ?? {}) as { readonly format?: unknown; readonly app?: unknown };
  if (typeof found === 'number' && found > format) throw newer(app);
  const checked = v.safeParse(manifestSchema, manifest);
  if (!checked.success) throw damaged('manifest', s.faultOf(checked.issues[0]));
  const keys = checked.output.parts.map(({ key }) => key);
  if (new Set(keys).size !== keys.length) throw damaged('manifest', 'parts');
  return checked.output;
}

function readColumns(archive: ZipReader): ColumnReader {
  const { directory, integers, doubles } = columnFiles;
  return parse('columns', () => {
    const told: unknown = JSON.parse(decode(archive.read(directory)));
    return new ColumnReader(told, archive.read(integers), archive.read(doubles), budget.projectBytes / 2);
  });
}

function readPart(
  archive: ZipReader,
  { key, version }: Manifest['parts'][number],
  columns: ColumnReader | null,
  app: string,
): ProjectPart {
  if (!isProjectSlice(key) || version > versionOf(key)) throw newer(app);
  const value = parse(key, () => {
    const binary = archive.has(`parts/${key}.bin`) ? archive.read(`parts/${key}.bin`) : new Uint8Array(0);
    return unpackValue(decode(archive.read(`parts/${key}.json`)), binary, columns);
  });
  const read = readFacts(key, version, value);
  if (read.kind === 'newer') throw newer(app);
  if (read.kind === 'damaged') throw damaged(key, read.place);
  return { key, value: read.facts };
}

/** Trouble of a reader as the refusal that names the part. */
function parse<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const isExpected = error instanceof SyntaxError || error instanceof UnpackFault || error instanceof RangeError;
    // A decoder that finds no UTF-8 throws a TypeError.
    if (isExpected || error instanceof TypeError) throw damaged(part);
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function newer(app: unknown): JobRefused {
  return new JobRefused('project-newer', { app: typeof app === 'string' ? app.slice(0, 20) : '?' });
}
