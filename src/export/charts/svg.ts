/** Text safe inside an element or an attribute; control characters, which no XML may hold, are dropped. */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

/** One element: numbers to a hundredth of a point, strings escaped, `undefined` left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content = '',
): string {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escapeXml(value as string)}"`)
    .join('');
  return content ? `<${name}${list}>${content}</${name}>` : `<${name}${list}/>`;
}

export interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
}

export function textAt(x: number, y: number, text: string, style: TextStyle): string {
  return element(
    'text',
    {
      x,
      y,
      'font-size': style.size,
      'font-weight': style.bold ? 'bold' : undefined,
      fill: style.fill,
      'text-anchor': style.anchor ?? 'start',
    },
    escapeXml(text),
  );
}

/** A line through the points; NaN breaks it. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  let path = '';
  let pen = false;
  for (const [x, y] of points) {
    if (Number.isNaN(y)) {
      pen = false;
      continue;
    }
    path += `${pen ? 'L' : 'M'}${short(x)} ${short(y)}`;
    pen = true;
  }
  return path;
}

/** The area between an upper and a lower line of equal length. */
export function bandPath(
  upper: readonly (readonly [number, number])[],
  lower: readonly (readonly [number, number])[],
): string {
  const known = (point: readonly [number, number]): boolean => !Number.isNaN(point[1]);
  const edge = [...upper.filter(known), ...lower.filter(known).reverse()];
  return edge.length > 2 ? `${linePath(edge)}Z` : '';
}

export function drawing(width: number, height: number, content: readonly string[]): string {
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${short(width)} ${short(height)}` },
    content.join(''),
  );
}

/** Width of a text in the print font, estimated: Han and full-width one em, Latin by kind of letter. */
export function estimateWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code >= 0x2e80) ems += 1;
    else if (/[ilIjt.,:;'|! ()]/.test(character)) ems += 0.3;
    else if (/[mwMW@%]/.test(character)) ems += 0.86;
    else if (/[A-Z]/.test(character)) ems += 0.62;
    else ems += 0.555;
  }
  return ems * size;
}

/** The text, cut with an ellipsis where it is wider than `width`. */
export function fitText(text: string, width: number, size: number): string {
  if (estimateWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && estimateWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
