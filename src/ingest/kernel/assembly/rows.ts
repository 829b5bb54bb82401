/** What tells most rows, at a glance, from headers, sums and rows with too many cells. */
import { Batch, cellFrom, cellTo, filled, findCell, int } from './batch';

/**
 * Whether a cell may begin with a word for a sum, which find-header.ts then decides: each of its words that begins with an ASCII letter
 * is here by its first two bytes, or four where many products and numbers share two, all with the bit set that tells a from A.
 */
@inline
function beginsTotal(cell: usize): bool {
  const four = load<u32>(cell) | 0x20202020;
  switch (four & 0xffff) {
    case 0x7267: // gr(and)
    case 0x7573: // su(m)
    case 0x6f74: // to(tal)
    case 0x777a: // zw(ischensumme)
    case 0x6879: // yh(teensä)
    case 0x676f: // og(ółem)
    case 0xe372: // ré(sultat)
    case 0xe569: // iš (viso)
    case 0xe174: // tổ(ng)
      return true;
  }
  switch (four) {
    case 0x61736567: // gesa(mt)
    case 0x656e6567: // gene(l toplam)
    case 0x65677265: // erge(bnis)
    case 0x73756f73: // sous(-total)
    case 0xe4756f73: // souč(et)
    case 0x6d6d6f73: // somm(a)
    case 0x746d6173: // samt(als)
    case 0x70756b73: // skup(aj)
    case 0x75736572: // resu(ltado)
    case 0x75736972: // risu(ltato)
    case 0x657a6172: // raze(m)
    case 0x6b6c6563: // celk(em)
    case 0x20617261: // ara (toplam)
    case 0x6c6d756a: // juml(ah)
    case 0x70756b75: // ukup(no)
    case 0xe4706f6b: // kopā
    case 0x6b6b6f6b: // kokk(u)
    case 0x7265766f: // over(all total)
      return true;
  }
  return false;
}

/**
 * By record 1 where its first cell is filled, plain ASCII at its beginning, is neither the header's nor a word for a sum,
 * and no more than `width` cells are there.
 */
export function markPlain(
  batch: Batch, from: i32, count: i32, width: i32, header: usize, headerBytes: i32, plain: usize,
): void {
  for (let record = from; record < count; record++) {
    store<u8>(plain + record, 0);
    if (int(batch.firstCell, record + 1) - int(batch.firstCell, record) > width) continue;
    if (findCell(batch, record, 0) != filled) continue;
    const first = <i32>load<u8>(cellFrom), length = <i32>(cellTo - cellFrom);
    if (first > 127) continue;
    // Numbers and dates begin no sum.
    if (first > 57 && beginsTotal(cellFrom)) continue;
    if (length == headerBytes && memory.compare(cellFrom, header, length) == 0) continue;
    store<u8>(plain + record, 1);
  }
}
