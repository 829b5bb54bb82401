import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { chaptersOf } from '#export/chapters/define-chapter.ts';
import { planChapters } from '#export/chapters/plan-chapters.ts';
import { createReportWords } from '#export/create-report-words.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { planPdf } from '#export/plan-pdf.ts';
import { textsOf } from '#export/print-fonts.ts';
import type { PrintOptions } from '#export/print-options.ts';
import { namesFor } from '#export/report-words.ts';
import { createExamplePlan, withOffers } from '#export/testing/example-plan.ts';
import { type PdfText, pageFill, readPdf, squeeze, textOf } from '#export/testing/pdf-text.ts';
import { dictionaries } from '#i18n/dictionaries.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/printing/handlers.ts';
import { ensurePlanFonts } from '../../scripts/build/build-fonts.mjs';

const folder = ensurePlanFonts();
const font = (weight: string): Uint8Array => new Uint8Array(readFileSync(path.join(folder, `plan-${weight}.ttf`)));
const fonts = { regular: font('regular'), bold: font('bold') };

interface Printed extends PdfText {
  readonly bytes: Uint8Array;
  /** Text by page, without spaces. */
  readonly squeezed: readonly string[];
}

async function print(plan: PlanDocument, chosen: Partial<PrintOptions> = {}): Promise<Printed> {
  const options: PrintOptions = { languages: ['en'], paper: 'A4', omitted: [], ...chosen };
  const output = await handlers.printPlan(
    { plan, options, fonts, wholeFont: null, despiteMissing: false, attachment: null },
    createFreeControl(),
  );
  if (output.kind !== 'printed') throw new Error(output.kind);
  const pdf = await readPdf(output.bytes);
  return { ...pdf, bytes: output.bytes, squeezed: pdf.pages.map((runs) => squeeze(textOf(runs))) };
}

/** Headings in a definition that become bookmarks. */
function bookmarks(node: unknown): string[] {
  if (!node || typeof node !== 'object') return [];
  const own = 'outline' in node && 'text' in node ? [node.text as string] : [];
  return [...own, ...Object.values(node).flatMap(bookmarks)];
}

const sections = (language: 'en' | 'zh', omitted: readonly string[]) =>
  Object.entries(dictionaries[language].report.pdf.section).flatMap(([id, title]) =>
    omitted.includes(id) ? [] : [title],
  );

function expectFullPages(pdf: PdfText): void {
  expect(pdf.pages.length).toBeGreaterThan(5);
  for (const [i, share] of pageFill(pdf).entries()) expect(share, `page ${i + 1}`).toBeGreaterThan(1 / 3);
}

describe.each([
  ['en', 5, 'LETTER'],
  ['zh', 5, 'A4'],
  ['en', 50, 'A4'],
  ['zh', 200, 'LETTER'],
] as const)('the PDF in %s with %i launches on %s', (language, count, paper) => {
  // Names of one launch each, so that one cannot stand in for another.
  const example = createExamplePlan(count);
  const plan = {
    ...example,
    launches: example.launches.map((launch, i) => ({
      ...launch,
      name: `${launch.name} ${i + 1}号`,
      nameAlternative: `${launch.nameAlternative} No. ${i + 1}`,
    })),
  };
  // Of two hundred launches the sheets alone are sixty pages, each as those of five.
  const omitted = count > 100 ? ['sheets'] : [];
  const names = plan.launches.map((launch) => squeeze(namesFor(launch, language)[0]));
  let pdf: Printed;
  beforeAll(async () => {
    pdf = await print(plan, { languages: [language], paper, omitted });
  }, 120_000);

  it('names every launch whole on the one page of the calendar, up to 200 of them', () => {
    // In rows too narrow for a name it ends in an ellipsis.
    const shown = pdf.squeezed[1].split(/…/).length - 1;
    const whole = names.filter((name) => pdf.squeezed[1].includes(name)).length;
    expect(whole + shown).toBeGreaterThanOrEqual(count);
    if (count <= 50) expect(whole).toBe(count);
  });

  it('says every launch whole, once and in order, each with its id', () => {
    // The sheets name each once more.
    const { launches, section } = dictionaries[language].report.pdf;
    const [table] = pdf.squeezed.join('').split(squeeze(launches.note))[1].split(squeeze(section.sheets));
    const rows = plan.launches.map(({ id }, i) => {
      const at = table.indexOf(names[i]);
      expect(at, names[i]).toBeGreaterThanOrEqual(0);
      expect(table.slice(at, at + 120), names[i]).toContain(id);
      return table.split(names[i]).length - 1;
    });
    // "No. 1" is also the beginning of "No. 10": counted where names are told apart by their end.
    if (language === 'zh') expect(rows).toEqual(rows.map(() => 1));
    const inWave = plan.launches.flatMap(({ wave }, i) => (wave ? [] : [table.indexOf(`${names[i]}`)]));
    if (language === 'zh') expect([...inWave].sort((a, b) => a - b)).toEqual(inWave);
  });

  it('repeats the table’s head on every page that has launches', () => {
    const head = squeeze(dictionaries[language].report.pdf.launches.initialOrder);
    const sheets = pdf.squeezed.findIndex((page) =>
      page.includes(squeeze(dictionaries[language].report.pdf.section.sheets)),
    );
    const table = pdf.squeezed.slice(0, sheets < 0 ? undefined : sheets);
    const withLaunches = table.filter((page) => plan.launches.some(({ id }) => page.includes(id)));
    expect(withLaunches.length).toBeGreaterThan(count > 8 ? 1 : 0);
    for (const page of withLaunches) expect(page).toContain(head);
  });

  it('numbers its pages, is of the paper asked for, under 1 MB, titled, in its language, with a bookmark for each section', () => {
    const pages = pdf.squeezed.length;
    for (const [i, page] of pdf.squeezed.entries())
      expect(page).toContain(language === 'en' ? `Page${i + 1}of${pages}` : `第${i + 1}页，共${pages}页`);
    const [short, long] = paper === 'A4' ? [595.28, 841.89] : [612, 792];
    for (const [width, height] of pdf.sizes) {
      expect(Math.min(width, height)).toBeCloseTo(short, 0);
      expect(Math.max(width, height)).toBeCloseTo(long, 0);
    }
    expect(pdf.bytes.length).toBeLessThan(1e6);
    expect(pdf.title).toBe(language === 'en' ? 'Launch plan 2026, weeks 1 to 26' : '2026 年第 1–26 周上新计划');
    expect(pdf.language).toBe(language === 'en' ? 'en-GB' : 'zh-CN');
    expect(new Set(pdf.outline.map(([, title]) => title))).toEqual(
      new Set([pdf.title, ...sections(language, omitted)]),
    );
  });

  if (count < 10)
    it('no page is less than a third full', () => {
      expectFullPages(pdf);
    });

  it('draws its charts as vectors: there is no image in it', () => {
    expect(Buffer.from(pdf.bytes).toString('latin1')).not.toMatch(/\/Subtype\s*\/Image/);
  });
});

it.each([
  ['en', 'A4', 1],
  ['en', 'A4', 14],
  ['zh', 'LETTER', 14],
] as const)(
  'no page is less than a third full in %s on %s with %i launches and their offers',
  async (language, paper, count) => {
    const pdf = await print(withOffers(createExamplePlan(count)), { languages: [language], paper });
    expectFullPages(pdf);
  },
  120_000,
);

describe('the chapters', () => {
  const plan = createExamplePlan(5);
  const words = createReportWords('en', plan.currency);
  const optional = planChapters.filter(({ isOptional }) => isOptional);
  const defined = (omitted: readonly string[]) =>
    planPdf(plan, { languages: ['en'], paper: 'A4', omitted }).definition.content;
  const whole = bookmarks(defined([]));

  it('that the user leaves out are left out, and nothing else', () => {
    expect(chaptersOf(planChapters, plan)).toEqual(planChapters);
    for (const { id, title } of optional)
      expect(bookmarks(defined([id]))).toEqual(whole.filter((heading) => heading !== title?.(words)));
    const bare = defined(optional.map(({ id }) => id));
    const { section } = dictionaries.en.report.pdf;
    expect(bookmarks(bare).slice(1)).toEqual([section.asked, section.calendar, section.launches, section.rules]);
    expect(textsOf(bare)).toContain(plan.data.fingerprint);
  });

  it('that always stand in it cannot be left out, and a saved id that is no chapter’s does nothing', () => {
    const others = planChapters.filter(({ isOptional }) => !isOptional).map(({ id }) => id);
    expect(bookmarks(defined([...others, 'of-a-later-version']))).toEqual(whole);
  });

  it('say in words what is in each, and each has an id of its own', () => {
    for (const { contents } of planChapters) expect(contents?.(plan, words)).toMatch(/^[a-z0-9]/);
    expect(new Set(planChapters.map(({ id }) => id)).size).toBe(planChapters.length);
  });
});

it('prints names of the data as text and nothing more, whatever they hold', async () => {
  const plan = createExamplePlan(4);
  const nasty = [
    '<script>alert("x")</script>&amp;',
    '\u202egnp.exe\u0000\u0007 杯子',
    '长'.repeat(10_000),
    'Cafe\u0301 \u{1d5a0}\ud800 \u200bMu\u0308sli',
  ];
  const launches = plan.launches.map((launch, i) => ({
    ...launch,
    name: nasty[i],
    nameAlternative: '',
    owner: nasty[1],
  }));
  const options: PrintOptions = { languages: ['en', 'zh'], paper: 'A4', omitted: [] };
  const output = await handlers.printPlan(
    {
      ...{ plan: { ...plan, title: 'A & B <plan>', launches }, options, fonts, wholeFont: null },
      ...{ despiteMissing: true, attachment: null },
    },
    createFreeControl(),
  );
  // The mathematical letter is in no small font: whether the whole one has it is asked first.
  expect(output.kind).toBe('needs-whole-font');
  const tidy = launches.map((launch, i) =>
    i === 3 ? { ...launch, name: 'Cafe\u0301 \ud800 \u200bMu\u0308sli' } : launch,
  );
  const { title, squeezed } = await print(
    { ...plan, title: 'A & B <plan>', launches: tidy },
    { languages: ['en', 'zh'] },
  );
  const text = squeezed.join('');
  expect(title).toBe('A & B <plan>');
  expect(text).toContain('<script>alert("x")</script>&amp;');
  expect(text).toContain('gnp.exe杯子');
  expect(text).toContain('CaféMüsli');
  expect(text).not.toMatch(/[\p{Cf}\p{Cs}]|长{121}/u);
  expect(text).toContain(`${'长'.repeat(119)}…`);
}, 60_000);

it('prints every launch however long its names are: no row or block is too high for a page', async () => {
  // More than fit on a page, whatever their names.
  const count = 9;
  const plan = createExamplePlan(count);
  const endless = 'Wi'.repeat(200);
  const launches = plan.launches.map((launch) => ({
    ...{
      ...launch,
      name: endless,
      nameAlternative: endless,
      owner: endless,
      promotions: [{ event: endless, from: 20_000 }],
      wave: endless,
    },
    analogues: launch.analogues.map(() => ({ name: endless, nameAlternative: endless })),
    buyers: {
      ...{ known: null, others: [{ name: endless, nameAlternative: '', relation: 'help' as const }] },
      partners: [{ name: endless, nameAlternative: '', together: 4, baskets: 9, byChance: 1.2, bundle: null }],
    },
  }));
  const table = (await print({ ...plan, launches })).squeezed.join('');
  // In the sheets, with the evidence.
  expect(table.split(squeeze('4 of 9, 1 by chance')).length).toBe(count + 1);
  for (const { id, units } of launches) {
    expect(table).toContain(id);
    expect(table).toContain(new Intl.NumberFormat('en-GB').format(units));
  }
}, 60_000);
