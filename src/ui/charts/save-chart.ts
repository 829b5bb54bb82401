const drawn = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'fill-opacity',
  'font-size',
  'font-family',
  'font-weight',
] as const;

/** A chart as it looks now, as a document of its own: colours and type are resolved from the tokens. */
export function chartToSvg(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  copies.forEach((element, i) => {
    const style = getComputedStyle(originals[i] as Element);
    element.removeAttribute('style');
    element.removeAttribute('class');
    for (const name of drawn) {
      const value = style.getPropertyValue(name);
      if (value) element.setAttribute(name, value);
    }
  });
  const background = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  background.setAttribute('width', '100%');
  background.setAttribute('height', '100%');
  background.setAttribute('fill', getComputedStyle(document.documentElement).backgroundColor);
  copy.prepend(background);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}

/** Characters by which a spreadsheet takes a text for a formula, the full-width forms among them; blanks before don't help. */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r]/u;
const plainNumber = /^[-+]?(\d+|\d{1,3}([,\u2009\u202f]\d{3})+)([.,]\d+)?(e[-+]?\d+)?\s*[%％]?$/iu;

/** Rows as CSV (RFC 4180); text that a spreadsheet would take for a formula gets an apostrophe, numbers stay numbers. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map(csvCell).join(',')).join('\r\n');
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = formulaStart.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a file to the person: the browser's download, nothing is sent. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
