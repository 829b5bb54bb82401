import { DamagedArchive, unpackRaw } from '#ingest/reading/byte-pieces.ts';

/** What a ZIP archive holds, by its directory. */
export interface ArchiveLook {
  readonly holds: 'workbook' | 'something-else';
  /** Bytes of everything in it, unpacked and counted. */
  readonly unpackedBytes: number;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly header: number;
}

const workbookParts = /^xl\/workbook\.(xml|bin)$|^content\.xml$/;
/** A workbook of Excel has a few dozen parts; a thousand sheets with drawings some thousands. */
const mostEntries = 20_000;

/**
 * Reads an archive's directory and unpacks every part once without keeping it, so that neither a bomb nor a cut-off file
 * reaches the reader of workbooks: counting stops at `limit`, and a part that is not as long as it claims is damage.
 * Throws {@link DamagedArchive}. Source: APPNOTE.TXT 6.3.10, 4.3.7 to 4.3.16.
 */
export async function inspectArchive(
  bytes: Uint8Array,
  limit: number,
  onBytes: (bytesRead: number) => Promise<void>,
): Promise<ArchiveLook> {
  const entries = readDirectory(bytes);
  const holds = entries.some((entry) => workbookParts.test(entry.name)) ? 'workbook' : 'something-else';
  const claimed = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (holds !== 'workbook' || claimed > limit) return { holds, unpackedBytes: claimed };
  let unpackedBytes = 0;
  let packedBytes = 0;
  for (const entry of entries) {
    const left = limit - unpackedBytes;
    const counted = await countUnpacked(bytes, entry, left);
    unpackedBytes += counted;
    if (counted > left) return { holds, unpackedBytes };
    if (counted !== entry.unpacked) throw new DamagedArchive(entry.name);
    packedBytes += entry.packed;
    await onBytes(packedBytes);
  }
  await onBytes(bytes.length);
  return { holds, unpackedBytes };
}

function readDirectory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > mostEntries) throw new DamagedArchive('directory');
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new DamagedArchive('directory');
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The end-of-directory record: the last 22 bytes, or up to 64 KiB earlier where a comment follows. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  throw new DamagedArchive('directory');
}

async function countUnpacked(bytes: Uint8Array, entry: Entry, limit: number): Promise<number> {
  const { header, packed, method } = entry;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header + 30 > bytes.length || view.getUint32(header, true) !== 0x04034b50) throw new DamagedArchive(entry.name);
  const from = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (from + packed > bytes.length) throw new DamagedArchive(entry.name);
  if (method === 0) return packed;
  if (method !== 8) throw new DamagedArchive(entry.name);
  let counted = 0;
  for await (const piece of unpackRaw(bytes.subarray(from, from + packed))) {
    counted += piece.length;
    if (counted > limit) break;
  }
  return counted;
}
