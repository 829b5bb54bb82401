/**
 * Bytes of a file that was built with the page: from the page's own origin, or, in the single file, from the address
 * itself (`data:`, base64), since nothing may be fetched there (`connect-src 'none'`).
 */
export async function readAsset(url: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const carried = /^data:[^,]*;base64,/.exec(url);
  if (carried) return decodeBase64(url.slice(carried[0].length));
  const answer = await fetch(url, signal ? { signal } : {});
  if (!answer.ok) throw new Error(`${answer.status} ${new URL(url, globalThis.location.href).pathname}`);
  return new Uint8Array(await answer.arrayBuffer());
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
