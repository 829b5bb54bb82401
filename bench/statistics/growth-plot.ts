/** One line of a plot: milliseconds a fit by length of the series. */
export interface GrowthLine {
  readonly label: string;
  readonly points: readonly { readonly n: number; readonly ms: number }[];
}

const width = 640;
const height = 400;
const edge = { left: 64, right: 96, top: 24, bottom: 44 };
const colours = ['#1f2430', '#c2412d', '#2f6f8f', '#8a6d1d'];

/** Both axes logarithmic: a straight line of slope 1 is a cost that grows with the length, no faster. */
export function drawGrowth(title: string, lines: readonly GrowthLine[]): string {
  const all = lines.flatMap(({ points }) => points);
  const decades = (values: readonly number[]): [number, number] => [
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  ];
  const [nLow, nHigh] = [Math.log10(50), Math.log10(2500)];
  const [low, high] = decades(all.map(({ ms }) => ms));
  const x = (n: number): number =>
    edge.left + ((Math.log10(n) - nLow) / (nHigh - nLow)) * (width - edge.left - edge.right);
  const y = (ms: number): number =>
    height - edge.bottom - ((Math.log10(ms) - low) / (high - low)) * (height - edge.top - edge.bottom);
  const text = (at: readonly [number, number], words: string, anchor: string, colour = '#5b6170'): string =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${words}</text>`;
  const grid = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)).flatMap((ms) => [
    `<line x1="${edge.left}" x2="${width - edge.right}" y1="${y(ms).toFixed(1)}" y2="${y(ms).toFixed(1)}" stroke="#dcd8ce"/>`,
    text([edge.left - 8, y(ms) + 4], String(ms), 'end'),
  ]);
  const ticks = [60, 150, 500, 2000].map((n) => text([x(n), height - edge.bottom + 18], String(n), 'middle'));
  const curves = lines.flatMap(({ label, points }, i) => {
    const colour = colours[i % colours.length];
    const path = points.map(({ n, ms }, k) => `${k === 0 ? 'M' : 'L'}${x(n).toFixed(1)} ${y(ms).toFixed(1)}`).join('');
    const last = points[points.length - 1];
    return [
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...points.map(({ n, ms }) => `<circle cx="${x(n).toFixed(1)}" cy="${y(ms).toFixed(1)}" r="3" fill="${colour}"/>`),
      text([x(last.n) + 8, y(last.ms) + 4], label, 'start', colour),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="Inter, Arial, sans-serif" font-size="12" role="img" aria-label="${title}">`,
    `<rect width="${width}" height="${height}" fill="#fbfaf6"/>`,
    text([edge.left, 16], title, 'start', '#1f2430'),
    ...grid,
    ...ticks,
    text([(width - edge.right + edge.left) / 2, height - 8], 'observations', 'middle'),
    ...curves,
    '</svg>',
    '',
  ].join('\n');
}
