import { join } from '#ingest/reading/byte-pieces.ts';
import type { RecordBatch } from '#ingest/reading/record-reader.ts';
import { Row } from '#ingest/reading/row.ts';
import type { WideLayout } from '#ingest/understanding/find-periods.ts';

/**
 * Turns records with a period in each of many columns into one record a period: the columns that stay, the period, and
 * what is counted in it. Periods without a figure give no record. Records keep the line of the row that they come from;
 * those above the header stay as they are.
 */
export function unpivot(batch: RecordBatch, wide: WideLayout): RecordBatch {
  const encoder = new TextEncoder();
  const headings = [...wide.fixed.map(({ name }) => name), ...wide.names].map((name) => encoder.encode(name));
  const periods = wide.periods.map(({ text }) => encoder.encode(text));
  const texts = [...headings, ...periods];
  const places: number[] = [];
  let offset = 0;
  for (const text of texts) {
    places.push(offset);
    offset += text.length;
  }
  const cells = { starts: [] as number[], ends: [] as number[] };
  const records = { firstCell: [] as number[], lines: [] as number[] };
  const begin = (line: number): void => {
    records.firstCell.push(cells.starts.length);
    records.lines.push(line);
  };
  const addText = (index: number): void => {
    cells.starts.push(places[index]);
    cells.ends.push(places[index] + texts[index].length);
  };
  const row = new Row();
  for (let record = 0; record < batch.count; record++) {
    const line = batch.lines[record];
    const [from, to] = [batch.firstCell[record], batch.firstCell[record + 1]];
    const addCell = (column: number): void => {
      const cell = column >= 0 && from + column < to ? from + column : -1;
      const end = cell < 0 ? 0 : batch.ends[cell];
      cells.starts.push(cell < 0 ? 0 : batch.starts[cell] + offset);
      cells.ends.push(cell < 0 ? 0 : end < 0 ? ~(~end + offset) : end + offset);
    };
    row.moveTo(batch, record);
    if (line < wide.headerLine || row.firstFilled() < 0) {
      begin(line);
      for (let column = 0; column < to - from; column++) addCell(column);
    } else if (line === wide.headerLine) {
      begin(line);
      for (let at = 0; at < headings.length; at++) addText(at);
    } else {
      const isEmpty = (column: number): boolean => column < 0 || /^[-–—]?$/.test(row.text(column));
      wide.periods.forEach(({ columns }, period) => {
        if (columns.every(isEmpty)) return;
        begin(line);
        for (const { column } of wide.fixed) addCell(column);
        addText(headings.length + period);
        for (const column of columns) addCell(column);
      });
    }
  }
  return {
    bytes: join([...texts, batch.bytes]),
    count: records.lines.length,
    firstCell: Int32Array.from([...records.firstCell, cells.starts.length]),
    starts: Int32Array.from(cells.starts),
    ends: Int32Array.from(cells.ends),
    lines: Int32Array.from(records.lines),
    // The cells of a record don't lie side by side: it is hashed cell by cell.
    quoted: new Uint8Array(records.lines.length).fill(1),
    delimiter: batch.delimiter,
  };
}
