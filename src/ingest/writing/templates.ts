import { kindOf } from '#ingest/kinds/file-kinds.ts';
import { csvRecord, withByteOrderMark } from '#ingest/writing/write-csv.ts';

/** An empty file to fill in: the headings of a kind and nothing else, in English where a language has none; null for `unknown`. */
export function createTemplate(
  kind: string,
  language: string,
): { name: string; bytes: Uint8Array<ArrayBuffer> } | null {
  const templates = kindOf(kind)?.templates;
  if (!templates) return null;
  const { file, columns } = templates[language] ?? templates.en;
  return { name: file, bytes: withByteOrderMark(csvRecord(columns)) };
}
