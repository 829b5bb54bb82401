/**
 * The first bytes of all numbers, then their second ones, and so on: signs and exponents, which are alike, come to stand
 * together, where deflate finds them.
 */
export function toPlanes(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const count = bytes.length / width;
  const planes = new Uint8Array(bytes.length);
  for (let i = 0; i < count; i++) for (let k = 0; k < width; k++) planes[k * count + i] = bytes[i * width + k];
  return planes;
}

/** The way back; the length has to be a multiple of the width. */
export function fromPlanes(planes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const count = planes.length / width;
  const bytes = new Uint8Array(planes.length);
  for (let i = 0; i < count; i++) for (let k = 0; k < width; k++) bytes[i * width + k] = planes[k * count + i];
  return bytes;
}
