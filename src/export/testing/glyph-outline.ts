/** Closed contours of a glyph as polygons, in font units, y upwards. */
export type Contours = readonly (readonly (readonly [number, number])[])[];

interface FontTables {
  readonly view: DataView;
  readonly at: (tag: string) => number;
}

function openFont(font: Uint8Array): FontTables {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const offsets = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const record = 12 + 16 * i;
    offsets.set(String.fromCharCode(...font.subarray(record, record + 4)), view.getUint32(record + 8));
  }
  return {
    view,
    at: (tag) => {
      const offset = offsets.get(tag);
      if (offset === undefined) throw new Error(`no table ${tag}`);
      return offset;
    },
  };
}

function glyphOf({ view, at }: FontTables, codePoint: number): number {
  const cmap = at('cmap');
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const table = cmap + view.getUint32(cmap + 8 + 8 * i);
    if (view.getUint16(table) !== 12) continue;
    for (let group = 0; group < view.getUint32(table + 12); group++) {
      const start = table + 16 + 12 * group;
      const first = view.getUint32(start);
      if (codePoint >= first && codePoint <= view.getUint32(start + 4))
        return view.getUint32(start + 8) + codePoint - first;
    }
  }
  return 0;
}

/** Quadratic contours flattened to polygons; on-curve points are implied between two control points. */
function flatten(points: readonly (readonly [number, number, boolean])[]): [number, number][] {
  const all: [number, number, boolean][] = [];
  points.forEach(([x, y, on], i) => {
    const [nx, ny, nextOn] = points[(i + 1) % points.length];
    all.push([x, y, on]);
    if (!on && !nextOn) all.push([(x + nx) / 2, (y + ny) / 2, true]);
  });
  const first = all.findIndex(([, , on]) => on);
  const turned = [...all.slice(first), ...all.slice(0, first)];
  const polygon: [number, number][] = [];
  turned.forEach(([x, y, on], i) => {
    if (on) {
      polygon.push([x, y]);
      return;
    }
    const [ax, ay] = polygon[polygon.length - 1];
    const [bx, by] = turned[(i + 1) % turned.length];
    for (let step = 1; step <= 8; step++) {
      const t = step / 8;
      const s = 1 - t;
      polygon.push([s * s * ax + 2 * s * t * x + t * t * bx, s * s * ay + 2 * s * t * y + t * t * by]);
    }
  });
  return polygon;
}

function outlineOf(font: FontTables, glyph: number): [number, number][][] {
  const { view, at } = font;
  const long = view.getInt16(at('head') + 50) === 1;
  const offset = (index: number): number =>
    long ? view.getUint32(at('loca') + 4 * index) : 2 * view.getUint16(at('loca') + 2 * index);
  if (offset(glyph) === offset(glyph + 1)) return [];
  let cursor = at('glyf') + offset(glyph);
  const contours = view.getInt16(cursor);
  cursor += 10;
  if (contours < 0) return compositeOutline(font, cursor);
  const ends = Array.from({ length: contours }, (_, i) => view.getUint16(cursor + 2 * i));
  cursor += 2 * contours;
  cursor += 2 + view.getUint16(cursor);
  const count = ends[ends.length - 1] + 1;
  const flags: number[] = [];
  while (flags.length < count) {
    const flag = view.getUint8(cursor++);
    flags.push(flag);
    if (flag & 8) for (let repeat = view.getUint8(cursor++); repeat > 0; repeat--) flags.push(flag);
  }
  const axis = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? view.getUint8(cursor++) : -view.getUint8(cursor++);
      else if (!(flag & same)) {
        value += view.getInt16(cursor);
        cursor += 2;
      }
      return value;
    });
  };
  const xs = axis(2, 16);
  const ys = axis(4, 32);
  return ends.map((end, i) => {
    const start = i === 0 ? 0 : ends[i - 1] + 1;
    const points = Array.from({ length: end - start + 1 }, (_, k): [number, number, boolean] => [
      xs[start + k],
      ys[start + k],
      (flags[start + k] & 1) === 1,
    ]);
    return flatten(points);
  });
}

function compositeOutline(font: FontTables, start: number): [number, number][][] {
  const { view } = font;
  const parts: [number, number][][] = [];
  for (let cursor = start, more = true; more; ) {
    const flags = view.getUint16(cursor);
    const glyph = view.getUint16(cursor + 2);
    const words = (flags & 1) === 1;
    const dx = words ? view.getInt16(cursor + 4) : view.getInt8(cursor + 4);
    const dy = words ? view.getInt16(cursor + 6) : view.getInt8(cursor + 5);
    if (flags & 0xc8) throw new Error('scaled components are not read here');
    cursor += words ? 8 : 6;
    parts.push(...outlineOf(font, glyph).map((polygon) => polygon.map(([x, y]): [number, number] => [x + dx, y + dy])));
    more = (flags & 0x20) !== 0;
  }
  return parts;
}

/** Contours and advance width of every character of the text, straight from the font's own tables; 1 em = 1. */
export function textOutline(font: Uint8Array, text: string): { readonly contours: Contours; readonly advance: number } {
  const tables = openFont(font);
  const { view, at } = tables;
  const em = view.getUint16(at('head') + 18);
  const metrics = view.getUint16(at('hhea') + 34);
  let x = 0;
  const contours: [number, number][][] = [];
  for (const character of text) {
    const glyph = glyphOf(tables, character.codePointAt(0) as number);
    for (const polygon of outlineOf(tables, glyph)) {
      contours.push(polygon.map(([px, py]) => [(px + x) / em, py / em]));
    }
    x += view.getUint16(at('hmtx') + 4 * Math.min(glyph, metrics - 1));
  }
  return { contours, advance: x / em };
}
