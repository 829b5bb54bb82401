import Papa from 'papaparse';
import { seeded } from '#ingest/testing/random-layouts.ts';

/** One changed heading: another case, joints, width, a slip of one letter, a word in front or behind. */
function changed(heading: string, random: () => number): string {
  const words = heading.split(/[\s_-]+/).filter((word) => word !== '');
  const way = Math.floor(random() * 9);
  if (way === 0) return heading.toUpperCase();
  if (way === 1) return heading.toLowerCase();
  if (way === 2) return words.join('_');
  if (way === 3) return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('');
  if (way === 4) return `  ${heading} `;
  if (way === 5) return heading.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
  if (way === 6) return slip(heading, random);
  return way === 7 ? `my ${heading}` : `${heading} (new)`;
}

/** A letter left out, doubled or swapped with its neighbour, in the longest word. */
function slip(heading: string, random: () => number): string {
  const [longest = ''] = [...heading.matchAll(/[a-z]{6,}/gi)].map(([word]) => word).sort((a, b) => b.length - a.length);
  if (longest === '') return heading;
  const at = 1 + Math.floor(random() * (longest.length - 2));
  const way = Math.floor(random() * 3);
  const word =
    way === 0
      ? longest.slice(0, at) + longest.slice(at + 1)
      : way === 1
        ? longest.slice(0, at) + longest[at] + longest.slice(at)
        : longest.slice(0, at) + longest[at + 1] + longest[at] + longest.slice(at + 2);
  return heading.replace(longest, word);
}

/** A delimited text with its columns in another order and some of its headings changed, the same for a seed. */
export function mutateTable(text: string, seed: number): string {
  const random = seeded(seed);
  const { data, meta } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true });
  const width = data[0].length;
  const order = Array.from({ length: width }, (_, column) => ({ column, at: random() })).sort((a, b) => a.at - b.at);
  const isPermuted = random() < 0.7;
  const columns = isPermuted ? order.map(({ column }) => column) : order.map((_, column) => column);
  const headings = data[0].map((heading) => (random() < 0.35 ? changed(heading, random) : heading));
  const rows = [headings, ...data.slice(1)].map((row) => columns.map((column) => row[column] ?? ''));
  return Papa.unparse(rows, { delimiter: meta.delimiter });
}
