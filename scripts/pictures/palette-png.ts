import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Pixels of a picture, row by row, red, green and blue of each. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The same picture with at most 256 colours: those it has most of, on a grid of 8 steps a channel; every other becomes the
 * nearest of them. Screens of text and lines shrink to a third, and no channel changes by more than the tolerance that
 * pictures are compared with. Takes what Chromium writes: 8 bits, RGB or RGBA, not interlaced
 * (https://www.w3.org/TR/png-3/). Throws on anything else.
 */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, rgb } = decodePng(png);
  const counts = new Map<number, number>();
  const keys = new Uint32Array(width * height);
  for (let i = 0; i < keys.length; i++) {
    const key = (grid(rgb[3 * i]!) << 16) | (grid(rgb[3 * i + 1]!) << 8) | grid(rgb[3 * i + 2]!);
    keys[i] = key;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const palette = [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 256)
    .map(([key]) => key);
  const index = new Map(palette.map((key, at) => [key, at]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const key = keys[y * width + x]!;
      let at = index.get(key);
      if (at === undefined) {
        at = nearest(palette, key);
        index.set(key, at);
      }
      rows[y * (width + 1) + 1 + x] = at;
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((key) => [key >> 16, (key >> 8) & 255, key & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The nearest of 33 steps from 0 to 255. */
function grid(value: number): number {
  return Math.min(255, (value + 4) & ~7);
}

function nearest(palette: readonly number[], key: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((other, at) => {
    const red = (other >> 16) - (key >> 16);
    const green = ((other >> 8) & 255) - ((key >> 8) & 255);
    const blue = (other & 255) - (key & 255);
    const distance = 2 * red * red + 4 * green * green + 3 * blue * blue;
    if (distance < least) [best, least] = [at, distance];
  });
  return best;
}

/** Red, green and blue of a PNG with 8 bits a channel, or with a palette. */
export function decodePng(png: Buffer): Picture {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('not a PNG');
  const parts: Buffer[] = [];
  let palette = Buffer.alloc(0);
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') parts.push(body);
    if (type === 'PLTE') palette = Buffer.from(body);
  }
  const [width, height, depth, kind, , , interlaced] = [
    png.readUInt32BE(16),
    png.readUInt32BE(20),
    ...png.subarray(24, 29),
  ];
  const channels = { 2: 3, 3: 1, 6: 4 }[kind ?? 0];
  if (!width || !height || depth !== 8 || !channels || interlaced !== 0) throw new Error('a PNG of another kind');
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const rgb = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) {
      rgb[3 * i + c] = channels === 1 ? palette[3 * bytes[i]! + c]! : bytes[channels * i + c]!;
    }
  return { width, height, rgb };
}

function unfilter(data: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? out[y * stride + x - channels]! : 0;
      const above = y > 0 ? out[(y - 1) * stride + x]! : 0;
      const corner = y > 0 && x >= channels ? out[(y - 1) * stride + x - channels]! : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      if (guess === undefined) throw new Error('a filter that PNG does not know');
      out[y * stride + x] = data[y * (stride + 1) + 1 + x]! + guess;
    }
  }
  return out;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

function chunk(type: string, body: Buffer): Buffer {
  const data = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const whole = Buffer.alloc(data.length + 8);
  whole.writeUInt32BE(body.length, 0);
  whole.set(data, 4);
  whole.writeUInt32BE(crc32(data), data.length + 4);
  return whole;
}
