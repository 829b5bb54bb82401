/**
 * A TrueType font with fewer characters: glyphs renumbered, outlines copied byte for byte, layout and hinting tables
 * dropped. Formats: OpenType 1.9, tables head, hhea, hmtx, maxp, loca, glyf, cmap (format 12).
 */

/** Tables by tag. */
function readTables(font) {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map();
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + 16 * i;
    const tag = String.fromCharCode(...font.subarray(at, at + 4));
    const offset = view.getUint32(at + 8);
    tables.set(tag, font.subarray(offset, offset + view.getUint32(at + 12)));
  }
  return tables;
}

const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Code point to glyph, from the font's format 12 subtable (all of Unicode). */
function readCharacterMap(cmap) {
  const view = viewOf(cmap);
  for (let i = 0; i < view.getUint16(2); i++) {
    const offset = view.getUint32(4 + 8 * i + 4);
    if (view.getUint16(offset) !== 12) continue;
    const map = new Map();
    for (let group = 0; group < view.getUint32(offset + 12); group++) {
      const at = offset + 16 + 12 * group;
      const first = view.getUint32(at);
      for (let code = first; code <= view.getUint32(at + 4); code++)
        map.set(code, view.getUint32(at + 8) + code - first);
    }
    return map;
  }
  throw new Error('the font has no character map of format 12');
}

/**
 * Glyph to its proportional form: the single substitutions (type 1, also through extensions of type 7) of the feature
 * `pwid`. East Asian fonts draw quotes, dots and dashes as wide as a Han character; Latin text needs the narrow ones.
 */
function readProportionalForms(gsub) {
  const view = viewOf(gsub);
  const [features, lookups] = [view.getUint16(6), view.getUint16(8)];
  const forms = new Map();
  for (let i = 0; i < view.getUint16(features); i++) {
    const at = features + 2 + 6 * i;
    if (String.fromCharCode(...gsub.subarray(at, at + 4)) !== 'pwid') continue;
    const feature = features + view.getUint16(at + 4);
    for (let k = 0; k < view.getUint16(feature + 2); k++) {
      readSingleSubstitutions(
        view,
        lookups + view.getUint16(lookups + 2 + 2 * view.getUint16(feature + 4 + 2 * k)),
        forms,
      );
    }
  }
  return forms;
}

function readSingleSubstitutions(view, lookup, forms) {
  for (let i = 0; i < view.getUint16(lookup + 4); i++) {
    let at = lookup + view.getUint16(lookup + 6 + 2 * i);
    let type = view.getUint16(lookup);
    if (type === 7) {
      type = view.getUint16(at + 2);
      at += view.getUint32(at + 4);
    }
    if (type !== 1) continue;
    coveredGlyphs(view, at + view.getUint16(at + 2)).forEach((glyph, index) => {
      const form =
        view.getUint16(at) === 1 ? (glyph + view.getInt16(at + 4)) & 0xffff : view.getUint16(at + 6 + 2 * index);
      forms.set(glyph, form);
    });
  }
}

function coveredGlyphs(view, at) {
  const count = view.getUint16(at + 2);
  if (view.getUint16(at) === 1) return Array.from({ length: count }, (_, i) => view.getUint16(at + 4 + 2 * i));
  return Array.from({ length: count }, (_, i) => at + 4 + 6 * i).flatMap((range) => {
    const first = view.getUint16(range);
    return Array.from({ length: view.getUint16(range + 2) - first + 1 }, (_, i) => first + i);
  });
}

/** Offsets of the components' glyph numbers in a composite glyph's outline. */
function componentOffsets(outline) {
  const view = viewOf(outline);
  if (outline.length === 0 || view.getInt16(0) >= 0) return [];
  const offsets = [];
  for (let at = 10, more = true; more; ) {
    const flags = view.getUint16(at);
    offsets.push(at + 2);
    at += 4 + (flags & 0x1 ? 4 : 2) + (flags & 0x8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    more = (flags & 0x20) !== 0;
  }
  return offsets;
}

/** Runs of code points whose glyphs follow each other: the groups of a format 12 subtable. Those in `alone` are never joined. */
function mapTable(pairs, alone) {
  const groups = [];
  for (const [code, glyph] of pairs) {
    const last = groups.at(-1);
    const joins = last && !alone.has(code) && !alone.has(last.to);
    if (joins && code === last.to + 1 && glyph === last.glyph + code - last.from) last.to = code;
    else groups.push({ from: code, to: code, glyph });
  }
  const bytes = new Uint8Array(12 + 16 + 12 * groups.length);
  const view = viewOf(bytes);
  view.setUint16(2, 1);
  view.setUint16(4, 3);
  view.setUint16(6, 10);
  view.setUint32(8, 12);
  view.setUint16(12, 12);
  view.setUint32(16, 16 + 12 * groups.length);
  view.setUint32(24, groups.length);
  groups.forEach((group, i) => {
    view.setUint32(28 + 12 * i, group.from);
    view.setUint32(32 + 12 * i, group.to);
    view.setUint32(36 + 12 * i, group.glyph);
  });
  return bytes;
}

function checksum(bytes) {
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  const view = viewOf(padded);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

function writeFont(tables) {
  const tags = [...tables.keys()].sort();
  const power = 2 ** Math.floor(Math.log2(tags.length));
  let offset = 12 + 16 * tags.length;
  const total = tags.reduce((sum, tag) => sum + Math.ceil(tables.get(tag).length / 4) * 4, offset);
  const font = new Uint8Array(total);
  const view = viewOf(font);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tags.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, tags.length * 16 - power * 16);
  tags.forEach((tag, i) => {
    const bytes = tables.get(tag);
    const at = 12 + 16 * i;
    font.set(
      [...tag].map((letter) => letter.charCodeAt(0)),
      at,
    );
    view.setUint32(at + 4, checksum(bytes));
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, bytes.length);
    font.set(bytes, offset);
    offset += Math.ceil(bytes.length / 4) * 4;
  });
  return font;
}

/**
 * The font with only the wanted code points (those that it has), glyph 0 and the parts of composite glyphs. The narrow
 * form of `narrow[i]` is reached by the private code point `narrowBase + i`; both have a group of their own in the
 * character map, so that a reader can exchange them in place.
 */
export function cutFont(font, wanted, narrow, narrowBase) {
  const tables = readTables(font);
  const [head, hhea, maxp] = ['head', 'hhea', 'maxp'].map((tag) => tables.get(tag).slice());
  const [loca, hmtx] = ['loca', 'hmtx'].map((tag) => viewOf(tables.get(tag)));
  const longOffsets = viewOf(head).getInt16(50) === 1;
  const offsetOf = (glyph) => (longOffsets ? loca.getUint32(4 * glyph) : 2 * loca.getUint16(2 * glyph));
  const outlineOf = (glyph) => tables.get('glyf').subarray(offsetOf(glyph), offsetOf(glyph + 1));

  const characters = readCharacterMap(tables.get('cmap'));
  const forms = readProportionalForms(tables.get('GSUB'));
  const alone = new Set();
  narrow.forEach((code, i) => {
    const form = forms.get(characters.get(code));
    if (form === undefined) throw new Error(`no narrow form of U+${code.toString(16)}`);
    characters.set(narrowBase + i, form);
    alone.add(code).add(narrowBase + i);
  });
  const codes = [...wanted, ...alone].filter((code) => characters.has(code));
  const ordered = [...new Set(codes)].sort((a, b) => a - b);
  const kept = [0];
  const renumbered = new Map([[0, 0]]);
  const keep = (glyph) => {
    if (renumbered.has(glyph)) return;
    renumbered.set(glyph, kept.length);
    kept.push(glyph);
  };
  for (const code of ordered) keep(characters.get(code));
  for (let i = 0; i < kept.length; i++) {
    const outline = outlineOf(kept[i]);
    for (const at of componentOffsets(outline)) keep(viewOf(outline).getUint16(at));
  }

  const metricsCount = viewOf(hhea).getUint16(34);
  const newMetrics = new DataView(new ArrayBuffer(4 * kept.length));
  const newOffsets = new DataView(new ArrayBuffer(4 * (kept.length + 1)));
  const outlines = [];
  let length = 0;
  kept.forEach((glyph, i) => {
    const advance = hmtx.getUint16(4 * Math.min(glyph, metricsCount - 1));
    const bearing =
      glyph < metricsCount
        ? hmtx.getInt16(4 * glyph + 2)
        : hmtx.getInt16(4 * metricsCount + 2 * (glyph - metricsCount));
    newMetrics.setUint16(4 * i, advance);
    newMetrics.setInt16(4 * i + 2, bearing);
    const outline = outlineOf(glyph).slice();
    for (const at of componentOffsets(outline)) {
      viewOf(outline).setUint16(at, renumbered.get(viewOf(outline).getUint16(at)));
    }
    newOffsets.setUint32(4 * i, length);
    outlines.push([length, outline]);
    length += Math.ceil(outline.length / 4) * 4;
  });
  newOffsets.setUint32(4 * kept.length, length);
  const newOutlines = new Uint8Array(length);
  for (const [at, outline] of outlines) newOutlines.set(outline, at);

  viewOf(head).setInt16(50, 1);
  viewOf(hhea).setUint16(34, kept.length);
  viewOf(maxp).setUint16(4, kept.length);
  const post = tables.get('post').slice(0, 32);
  viewOf(post).setUint32(0, 0x00030000);
  return writeFont(
    new Map([
      ['OS/2', tables.get('OS/2')],
      [
        'cmap',
        mapTable(
          ordered.map((code) => [code, renumbered.get(characters.get(code))]),
          alone,
        ),
      ],
      ['glyf', newOutlines],
      ['head', head],
      ['hhea', hhea],
      ['hmtx', new Uint8Array(newMetrics.buffer)],
      ['loca', new Uint8Array(newOffsets.buffer)],
      ['maxp', maxp],
      ['name', tables.get('name')],
      ['post', post],
    ]),
  );
}
