import Papa from 'papaparse';

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

/** Cursor line and dots of pointer and keyboard: no part of a picture. */
const pointedAt = '.recharts-tooltip-cursor, .recharts-active-dot';

const svgSpace = 'http://www.w3.org/2000/svg';
/** Pixels around the drawing, of the line of the title, of one line of the legend. */
const edge = 12;
const titleLine = 26;
const legendLine = 20;

/**
 * A chart frame's drawing as it looks now, with its title and legend, as a document of its own: colours and type are resolved
 * from the tokens, so that it looks the same in a slide. Null where the frame shows no drawing.
 *
 * @param figure the frame; the drawing in it is an `svg` of role `application`, entries of its legend are marked `data-legend`
 */
export function figureToSvg(figure: HTMLElement): string | null {
  const chart = figure.querySelector<SVGSVGElement>('svg[role="application"]');
  if (!chart) return null;
  const { width, height } = chart.getBoundingClientRect();
  const entries = [...figure.querySelectorAll<HTMLElement>('[data-legend]')];
  const places = placeInLines(
    entries.map((entry) => entry.getBoundingClientRect().width),
    width,
  );
  const lines = Math.max(0, ...places.map(({ line }) => line + 1));
  const top = edge + titleLine + lines * legendLine;
  const picture = svgElement('svg', { width: width + 2 * edge, height: top + height + edge });
  const ink = getComputedStyle(figure);
  const type = { 'font-family': ink.fontFamily, fill: ink.color };
  picture.append(
    svgElement('rect', { width: '100%', height: '100%', fill: backgroundOf(figure) }),
    textAt(edge, edge + 14, figure.dataset.heading ?? '', { ...type, 'font-size': 14, 'font-weight': 600 }),
  );
  entries.forEach((entry, i) => {
    const place = places[i] as Place;
    const x = edge + place.at;
    const y = edge + titleLine + place.line * legendLine;
    const mark = entry.querySelector('svg');
    if (mark) picture.append(placedCopy(mark, x, y));
    const words = entry.textContent ?? '';
    picture.append(textAt(x + 24, y + 10, words, { ...type, fill: getComputedStyle(entry).color, 'font-size': 12 }));
  });
  picture.append(placedCopy(chart, edge, top));
  return new XMLSerializer().serializeToString(picture);
}

interface Place {
  readonly line: number;
  readonly at: number;
}

/** Lays entries side by side, 16 pixels apart, and begins a new line where the next would not fit. */
export function placeInLines(widths: readonly number[], room: number): readonly Place[] {
  let line = 0;
  let at = 0;
  return widths.map((width) => {
    if (at > 0 && at + width > room) {
      line += 1;
      at = 0;
    }
    const place = { line, at };
    at += width + 16;
    return place;
  });
}

function placedCopy(drawing: SVGSVGElement, x: number, y: number): SVGElement {
  const { width, height } = drawing.getBoundingClientRect();
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  copies.forEach((element, i) => {
    if (originals[i]?.matches(pointedAt)) element.remove();
    const style = getComputedStyle(originals[i] as Element);
    element.removeAttribute('style');
    element.removeAttribute('class');
    for (const name of drawn) {
      const value = style.getPropertyValue(name);
      if (value) element.setAttribute(name, value);
    }
  });
  for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, String(value));
  return copy;
}

function svgElement(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function textAt(
  x: number,
  y: number,
  words: string,
  attributes: Readonly<Record<string, string | number>>,
): SVGElement {
  const text = svgElement('text', { x, y, ...attributes });
  text.textContent = words;
  return text;
}

/** What the frame stands on: the nearest surface that isn't transparent. */
function backgroundOf(element: HTMLElement): string {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (backgroundColor !== 'rgba(0, 0, 0, 0)' && backgroundColor !== 'transparent') return backgroundColor;
  }
  return '#fff';
}

/** Characters by which a spreadsheet takes a text for a formula, the full-width forms among them; blanks before don't help. */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r]/u;
/** The same further on: a spreadsheet that parts cells at semicolons or tabs (Excel in much of Europe) begins a cell there. Numbers may. */
const laterStart = /[;\t\r\n](?= *[=+\-@＝＋－＠])(?! *[-+]?[\d.,]+%?(?:[;\t\r\n]|$))/gu;
const plainNumber = /^[-+]?(\d+|\d{1,3}([,\u2009\u202f]\d{3})+)([.,]\d+)?(e[-+]?\d+)?\s*[%％]?$/iu;
/** The minus sign of figures on screen, which spreadsheets don't know. */
const signStart = /^−(?=[\d.])/u;

/** Rows as CSV (RFC 4180); text that a spreadsheet would take for a formula gets an apostrophe, numbers stay numbers. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return Papa.unparse(
    rows.map((row) => row.map(csvCell)),
    { quotes: (cell) => /[;\t]/.test(String(cell)) },
  );
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = value.replace(signStart, '-');
  const first = formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
  return first.replace(laterStart, "$&'");
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
