import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { forecastColumns } from '#engine/forecast.ts';
import { answerColumns } from '#engine/panel/forecast-answers.ts';

/** Bytes from which the beginning of the answers is told. */
export const answerMark = 1024;

/** Whether a text begins as the engine's answers do: JSON lines with an id and the method, or why there is none. */
export function startsAnswerLines(text: string): boolean {
  return /^\uFEFF?\{"id":"(?:[^"\\]|\\.)*","(?:method|refused)":"/.test(text.slice(0, answerMark));
}

/** The engine's JSON lines as the table of `answerColumns`, a row a product and week; a line that is none gives a row without figures. */
export async function* answerTable(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  yield `${answerColumns.join('\t')}\n`;
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(rowsOfLine).join('');
  }
  if (rest.trim() !== '') yield rowsOfLine(rest);
}

type Line = Readonly<Record<string, unknown>>;

function rowsOfLine(text: string): string {
  if (text.trim() === '') return '';
  let line: Line = {};
  try {
    line = JSON.parse(text);
  } catch {
    // A line that was cut: its row lacks everything else, and the file is refused for it.
    line = { id: text.slice(0, 40) };
  }
  const { origin, folds, ...figures } = line;
  const marks = { ...line, forecast_origin: origin, series_check: line.check, block_lines: line.of };
  const list = Array.isArray(folds) ? (folds as Line[]) : [];
  const rows = [
    ...list.flatMap((fold) => rowsFrom({ ...marks, forecast_origin: fold.origin }, { mean: fold.mean })),
    ...(Array.isArray(figures.mean) ? rowsFrom(marks, figures) : [row({ ...marks, week: '' })]),
  ];
  return rows.join('');
}

function rowsFrom(marks: Line, figures: Line): string[] {
  const start = parseIsoDate(String(marks.forecast_origin));
  const columns = forecastColumns.map((name) => [name, figures[name]] as const);
  const weeks = Array.isArray(figures.mean) ? figures.mean.length : 0;
  return Array.from({ length: weeks }, (_, h) => {
    const week = Number.isNaN(start) ? '' : formatIsoDate(start + 7 * (h + 1));
    return row({
      ...marks,
      week,
      ...Object.fromEntries(columns.map(([name, values]) => [name, Array.isArray(values) ? values[h] : ''])),
    });
  });
}

function row(cells: Line): string {
  return `${answerColumns.map((name) => String(cells[name] ?? '').replaceAll(/[\t\r\n"]/g, ' ')).join('\t')}\n`;
}
