import { readAsset } from '#workers/read-asset.ts';

/** Bytes of one of the sample's files: carried in the page (the single file) or beside it. */
export async function readSampleFile(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const carried = document.getElementById(`sample/${name}`)?.textContent;
  if (carried) return readAsset(`data:application/octet-stream;base64,${carried}`);
  return readAsset(`${import.meta.env.BASE_URL}sample/${name}`);
}
