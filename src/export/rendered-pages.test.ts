import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanDocument } from '#export/plan-document.ts';
import { createExamplePlan } from '#export/testing/example-plan.ts';
import { textOutline } from '#export/testing/glyph-outline.ts';
import { allPages, inkOf } from '#export/testing/page-ink.ts';
import { bestCorrelation, fillContours, type Raster, readPgm } from '#export/testing/raster.ts';
import type { Language } from '#i18n/language.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/printing/handlers.ts';
import { ensurePlanFonts } from '../../scripts/build/build-fonts.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'plan-pdf-'));
const resolution = 200;
const pixelsPerPoint = resolution / 72;

function hasPoppler(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    execFileSync('pdftoppm', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const poppler = hasPoppler();
if (!poppler)
  process.stderr.write('\nSKIPPED: pages of the PDF are not looked at, poppler-utils is not installed.\n\n');

const fonts = ensurePlanFonts();
const small = (weight: string): Uint8Array => new Uint8Array(readFileSync(path.join(fonts, `plan-${weight}.ttf`)));
const smallFonts = { regular: small('regular'), bold: small('bold') };

/** The PDF in a file; in the whole font where the small ones are not enough. */
async function print(
  plan: PlanDocument,
  language: Language,
  paper: 'A4' | 'LETTER',
  wholeFont: Uint8Array | null = null,
): Promise<string> {
  // Of two hundred launches the sheets alone are sixty pages, each as those of five.
  const omitted = plan.launches.length > 100 ? (['sheets'] as const) : [];
  const options = { languages: [language] as const, paper, omitted };
  const input = { plan, options, fonts: smallFonts, wholeFont, despiteMissing: wholeFont !== null, attachment: null };
  const output = await handlers.printPlan(structuredClone(input), createFreeControl());
  if (output.kind !== 'printed') throw new Error(output.kind);
  const file = path.join(folder, `${language}-${paper}-${plan.launches.length}.pdf`);
  writeFileSync(file, output.bytes);
  return file;
}

const tool = (name: string, args: readonly string[]): string =>
  execFileSync(name, args, { encoding: 'utf8', maxBuffer: 1e8 });

/** First word on a page that holds the text, in points. */
function findWord(file: string, page: number, text: string) {
  const boxes = tool('pdftotext', ['-bbox', '-f', String(page), '-l', String(page), file, '-']);
  for (const match of boxes.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)) {
    if (match[5].includes(text)) {
      const before = match[5].slice(0, match[5].indexOf(text));
      return { left: Number(match[1]), top: Number(match[2]), bottom: Number(match[4]), before };
    }
  }
  throw new Error(`no word with ${text} on page ${page}`);
}

const pages = new Map<string, Raster>();
function pageRaster(file: string, page: number): Raster {
  const key = `${file} ${page}`;
  const known = pages.get(key);
  if (known) return known;
  const target = path.join(folder, `page-${pages.size}`);
  execFileSync('pdftoppm', [
    '-gray',
    '-r',
    String(resolution),
    '-f',
    String(page),
    '-l',
    String(page),
    '-singlefile',
    file,
    target,
  ]);
  const raster = readPgm(new Uint8Array(readFileSync(`${target}.pgm`)));
  pages.set(key, raster);
  return raster;
}

/** The whole fonts as their makers ship them: neither cut by us nor embedded by pdfmake. */
const wholeFont = (weight: '400Regular' | '600SemiBold'): Uint8Array =>
  new Uint8Array(
    readFileSync(path.join(root, `node_modules/@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`)),
  );

/** How like a page is, where it says that `text` stands, to the outlines of `drawn` from the whole font. */
function likeness(
  file: string,
  page: number,
  text: string,
  drawn: string,
  points: number,
  weight: '400Regular' | '600SemiBold',
): number {
  const font = wholeFont(weight);
  const word = findWord(file, page, text);
  const { contours, advance } = textOutline(font, drawn);
  const scale = points * pixelsPerPoint;
  const width = Math.ceil(advance * scale);
  const height = Math.ceil(scale * 1.2);
  const pattern = fillContours(contours, width, height, scale, 0, Math.round(scale * 0.95));
  const left = Math.round((word.left + textOutline(font, word.before).advance * points) * pixelsPerPoint);
  const middle = ((word.top + word.bottom) / 2) * pixelsPerPoint;
  return bestCorrelation(
    pageRaster(file, page),
    pattern,
    left,
    Math.round(middle - height / 2),
    Math.ceil(scale * 0.35),
  );
}

describe.skipIf(!poppler)('the PDF on paper (needs poppler-utils)', () => {
  let chinese = '';
  let crowded = '';

  beforeAll(async () => {
    chinese = await print(createExamplePlan(), 'zh', 'A4');
    crowded = await print(createExamplePlan(200), 'zh', 'LETTER');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows the Chinese title, names in the table and labels in the chart as the font draws them', () => {
    expect(likeness(chinese, 1, '周上新计划', '周上新计划', 23, '600SemiBold')).toBeGreaterThan(0.9);
    expect(likeness(chinese, 1, '年货零食收纳罐', '年货零食收纳罐', 9, '400Regular')).toBeGreaterThan(0.85);
    expect(likeness(chinese, 2, '一室一厅速开帐篷', '一室一厅速开帐篷', 8.5, '400Regular')).toBeGreaterThan(0.85);
    expect(likeness(chinese, 3, '豆腐猫砂', '豆腐猫砂', 9, '600SemiBold')).toBeGreaterThan(0.85);
  });

  it('and the comparison can fail: other characters or empty boxes are far less alike', () => {
    expect(likeness(chinese, 1, '周上新计划', '月下旧记录', 23, '600SemiBold')).toBeLessThan(0.6);
    expect(likeness(chinese, 1, '周上新计划', '口口口口口', 23, '600SemiBold')).toBeLessThan(0.6);
    expect(likeness(chinese, 2, '一室一厅速开帐篷', '二堂二房慢收雨伞', 8.5, '400Regular')).toBeLessThan(0.7);
  });

  it('leaves no page empty and draws nothing beyond its margins, with 5 and with 200 launches, in both languages', async () => {
    const few = await print(createExamplePlan(5), 'en', 'A4');
    for (const [file, fewest] of [
      [few, 6],
      [crowded, 20],
    ] as const) {
      const all = allPages(file);
      expect(all.length).toBeGreaterThan(fewest);
      for (const [i, { shareOfInk, inMargin }] of all.entries()) {
        expect(shareOfInk, `page ${i + 1} of ${file}`).toBeGreaterThan(0.004);
        expect(inMargin, `page ${i + 1} of ${file}`).toBe(0);
      }
    }
  }, 120_000);

  it('and that can fail: a page without anything has no ink, and a mark at the edge counts', () => {
    const blank = { width: 100, height: 100, ink: new Float64Array(10_000) };
    expect(inkOf(blank, 5)).toEqual({ shareOfInk: 0, inMargin: 0 });
    const ink = blank.ink.slice();
    ink[50 * 100 + 99] = 1;
    ink[50 * 100 + 50] = 1;
    expect(inkOf({ ...blank, ink }, 5)).toEqual({ shareOfInk: 2e-4, inMargin: 1 });
  });

  it('breaks words that are wider than their place instead of running over the edge', async () => {
    const plan = createExamplePlan(5);
    const endless = 'Wi'.repeat(60);
    const launches = plan.launches.map((launch) => ({ ...launch, name: endless, nameAlternative: '', owner: endless }));
    const notSelected = plan.notSelected.map((product) => ({ ...product, name: endless, nameAlternative: '' }));
    const data = { ...plan.data, files: plan.data.files.map((file) => ({ ...file, name: endless })) };
    const file = await print({ ...plan, title: endless, launches, notSelected, data }, 'en', 'A4');
    for (const [i, { inMargin }] of allPages(file).entries()) expect(inMargin, `page ${i + 1}`).toBe(0);
  }, 60_000);

  it('draws names as the font does on the crowded calendar of 200 launches too', () => {
    const file = crowded;
    const row = (792 - 48 - 46 - 60 - 86) / 100;
    expect(likeness(file, 2, '一室一厅速开帐篷', '一室一厅速开帐篷', 0.8 * row, '400Regular')).toBeGreaterThan(0.8);
    expect(likeness(file, 2, '一室一厅速开帐篷', '二堂二房慢收雨伞', 0.8 * row, '400Regular')).toBeLessThan(0.7);
  });

  it('draws a rare name in the whole font, whose glyphs are cut again by the writer', async () => {
    const plan = createExamplePlan(2);
    const launches = plan.launches.map((launch) => ({ ...launch, name: '龘犇骉保温杯' }));
    const file = await print({ ...plan, launches }, 'zh', 'LETTER', wholeFont('400Regular'));
    expect(likeness(file, 5, '龘犇骉保温杯', '龘犇骉保温杯', 11, '400Regular')).toBeGreaterThan(0.85);
    expect(readFileSync(file).length).toBeLessThan(1e6);
  }, 120_000);
});
