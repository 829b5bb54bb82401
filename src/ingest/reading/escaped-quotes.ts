/** A quote within a cell behind a backslash (MySQL, Spark, Hive), and one within a cell that is doubled, as everywhere else. */
const escaped = /\\"(?!["\r\n,;\t|]|$)/;
const doubled = /[^"\r\n,;\t|\\]""[^"\r\n,;\t|]/;

/** Whether quotes within the cells of a text are escaped by a backslash, and none by a second quote. */
export function escapesQuotes(text: string): boolean {
  return /(?:^|[\n,;\t|])"/.test(text) && escaped.test(text) && !doubled.test(text);
}

/** Text in pieces with the quotes behind a backslash doubled, as they are read; a backslash behind another one escapes nothing. */
export async function* withDoubledQuotes(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const piece of pieces) {
    const text = held + piece;
    // Whether it escapes anything is told by what comes next.
    held = /\\+$/.exec(text)?.[0] ?? '';
    yield doubleQuotes(text.slice(0, text.length - held.length));
  }
  if (held !== '') yield held;
}

/** A text with the quotes behind a backslash doubled. */
export function doubleQuotes(text: string): string {
  return text.replace(/\\\\|\\"/g, (pair) => (pair === '\\"' ? '""' : pair));
}
