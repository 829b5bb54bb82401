import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExamplePlan } from '#export/example-plan.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { textOutline } from '#export/testing/glyph-outline.ts';
import { bestCorrelation, fillContours, type Raster, readPgm } from '#export/testing/raster.ts';
import type { Language } from '#i18n/language.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/printing/handlers.ts';
import { ensurePlanFonts } from '../../scripts/build-fonts.mjs';

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
  const options = { languages: [language], paper, omitted: [] } as const;
  const input = { plan, options, fonts: smallFonts, wholeFont, despiteMissing: wholeFont !== null, attachment: null };
  const output = await handlers.printPlan(structuredClone(input), createFreeControl());
  if (output.kind !== 'printed') throw new Error(output.kind);
  const file = path.join(folder, `${language}-${paper}-${plan.launches.length}.pdf`);
  writeFileSync(file, output.bytes);
  return file;
}

const tool = (name: string, args: readonly string[]): string =>
  execFileSync(name, args, { encoding: 'utf8', maxBuffer: 1e8 });
const squeeze = (text: string): string => text.replace(/\s+/g, '');

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
  let english = '';

  beforeAll(async () => {
    chinese = await print(createExamplePlan(), 'zh', 'A4');
    english = await print(createExamplePlan(), 'en', 'LETTER');
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

  it('says every name, and every figure of the launches as the document has it', () => {
    const plan = createExamplePlan();
    const [zh, en] = [chinese, english].map((file) => squeeze(tool('pdftotext', ['-layout', file, '-'])));
    const count = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
    const words = (file: string): Set<string> => new Set(tool('pdftotext', [file, '-']).split(/\s+/));
    const inChinese = words(chinese);
    for (const launch of plan.launches) {
      expect(words(english)).toContain(launch.id.concat(','));
      expect(inChinese).toContain(count.format(launch.units));
      expect(inChinese).toContain(count.format(launch.firstBuy));
      expect(inChinese).toContain(`¥${count.format(launch.revenue)}`);
      expect(inChinese).toContain(`¥${count.format(launch.profit)}`);
    }
    for (const name of plan.launches.map((launch) => launch.name)) {
      // A name may be broken over two lines of its cell, so that it is looked for piece by piece.
      for (const piece of name.split(' ')) expect([...piece].every((character) => zh.includes(character))).toBe(true);
    }
    expect(en).toContain(plan.data.fingerprint);
    expect(zh).toContain(plan.data.fingerprint);
  });

  it('has its title, its language, bookmarks and page numbers, and repeats the table header', () => {
    const info = tool('pdfinfo', [chinese]);
    expect(info).toMatch(/Title:\s+2026 年第 1–26 周上新计划/);
    expect(info).toMatch(/Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/);
    expect(tool('pdfinfo', [english])).toMatch(/\(letter\)/);
    const count = Number(/Pages:\s+(\d+)/.exec(info)?.[1]);
    const text = tool('pdftotext', ['-layout', chinese, '-']).split('\f').slice(0, count);
    for (const [i, page] of text.entries()) expect(squeeze(page)).toContain(`第${i + 1}页，共${count}页`);
    expect(text.filter((page) => page.includes('为什么是这一周')).length).toBeGreaterThan(1);
    const raw = readFileSync(chinese, 'latin1');
    expect(raw).toContain('/Lang (zh-CN)');
    expect(raw).toContain('/Outlines');
    expect(readFileSync(english, 'latin1')).toContain('/Lang (en-GB)');
  });

  it('stays small and whole with 50 and with 200 launches', async () => {
    for (const launches of [50, 200]) {
      const file = await print(createExamplePlan(launches), 'zh', 'A4');
      expect(readFileSync(file).length).toBeLessThan(1e6);
      const text = tool('pdftotext', ['-layout', file, '-']);
      const rows = text.match(/毛利率/g) ?? [];
      expect(rows).toHaveLength(launches);
    }
  }, 120_000);

  it('draws a rare name in the whole font, whose glyphs are cut again by the writer', async () => {
    const plan = createExamplePlan(2);
    const launches = plan.launches.map((launch) => ({ ...launch, name: '龘犇骉保温杯' }));
    const file = await print({ ...plan, launches }, 'zh', 'LETTER', wholeFont('400Regular'));
    expect(likeness(file, 1, '龘犇骉保温杯', '龘犇骉保温杯', 9, '400Regular')).toBeGreaterThan(0.85);
    expect(readFileSync(file).length).toBeLessThan(1e6);
  }, 120_000);

  it('prints hostile names as text', async () => {
    const plan = createExamplePlan(3);
    const nasty = ['<script>alert("x")</script>&amp;', '\u202egnp.exe\u0000\u0007 杯子', `${'长'.repeat(10_000)}`];
    const launches = plan.launches.map((launch, i) => ({ ...launch, name: nasty[i], nameAlternative: '' }));
    const file = await print({ ...plan, title: 'A & B <plan>', launches }, 'en', 'A4');
    const text = squeeze(tool('pdftotext', [file, '-']));
    expect(text).toContain('A&B<plan>');
    expect(text).toContain('alert("x")');
    expect(text).not.toContain('\u202e');
  });
});
