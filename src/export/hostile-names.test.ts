import { read } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import ICAL from 'ical.js';
import papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { writeCalendarFile } from '#export/calendar-file.ts';
import { calendarPicture } from '#export/calendar-picture.ts';
import { planTable } from '#export/launch-fields.ts';
import { planCalendar } from '#export/plan-calendar.ts';
import { planPdf } from '#export/plan-pdf.ts';
import { textsOf } from '#export/print-fonts.ts';
import { createExamplePlan } from '#export/testing/example-plan.ts';
import { tidyText } from '#export/tidy-texts.ts';
import { toCsv } from '#ui/charts/save-chart.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/printing/handlers.ts';

/** What a sender may call a product, its category, its wave, its owner, the plan. */
const hostile: readonly (readonly [kind: string, name: string])[] = [
  ['markup', '<img src=x onerror=alert(1)><script>alert(2)</script>'],
  ['the end of a drawing', '</text></svg>]]><!--&#x3c;script&gt;'],
  ['a formula', '=HYPERLINK("http://outside.invalid","x")'],
  ['a command', "+cmd|' /C calc'!A0"],
  ['a formula after a separator', "cup;=cmd|' /C calc'!A0;x"],
  ['a function', '@SUM(1+1)*cmd'],
  ['a full-width formula', '＝1+1'],
  ['a formula behind blanks', '\t \u00a0=1+1'],
  ['turned direction', 'mug \u202egpj.exe\u202c \u2066x\u2069\u200f'],
  ['control characters', 'mug\u0000\u0007\u001b[31m\u007f\u0085\u2028cup'],
  ['lines of a calendar', 'mug\r\nEND:VEVENT\r\nBEGIN:VALARM\nACTION:PROCEDURE'],
  ['a placeholder', '{{units}} $t(pdf.kind) __proto__ %s $& $1'],
  ['an escape of workbooks', '_x0000_ _x000D_'],
  ['halves of characters', 'mug \ud83d cup \udc00'],
  ['ten thousand characters', '长'.repeat(10_000)],
  ['ten thousand characters without a blank', 'W'.repeat(10_000)],
  ['ten thousand marks on a letter', `e${'\u0301'.repeat(10_000)}`],
];

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

describe.each(hostile)('%s as a name', (_kind, name) => {
  const example = createExamplePlan(3);
  const names = { name, nameAlternative: '' };
  const plan = {
    ...{ ...example, title: name },
    launches: example.launches.map((launch, i) => ({
      ...{
        ...launch,
        ...names,
        id: `${name}${i}`,
        category: name,
        wave: name,
        owner: name,
        promotions: [{ event: name, from: 20_000 }],
      },
      analogues: [names],
      buyers: {
        ...{ known: null, others: [{ ...names, relation: 'help' as const }] },
        partners: [{ ...names, together: 4, baskets: 9, byChance: 1.2, bundle: { sum: 30, point: 29 } }],
      },
    })),
    notSelected: example.notSelected.map((product) => ({ ...product, ...names, id: name, category: name })),
    demand: example.demand.map((chart) => ({ ...chart, title: name })),
    calendar: { ...example.calendar, events: example.calendar.events.map((event) => ({ ...event, name })) },
    data: { ...example.data, files: example.data.files.map((file) => ({ ...file, name })) },
  };

  it('is text and no more in the PDF, and its file has a name', () => {
    const options = { languages: ['en', 'zh'], paper: 'A4', omitted: [] } as const;
    const { definition, name: file } = planPdf(plan, options);
    const texts = textsOf(definition.content);
    expect(texts.replaceAll('\n', '')).not.toMatch(unprintable);
    // What is drawn is drawn by us alone.
    const drawings = texts.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
    expect(drawings.length).toBeGreaterThan(10);
    for (const drawing of drawings) {
      const tags = drawing.match(/<\/?[\w-]+/g) ?? [];
      for (const tag of new Set(tags)) expect(tag).toMatch(/^<\/?(svg|g|path|rect|line|circle|text|polyline|polygon)$/);
    }
    expect(file).toMatch(/^[^\\/:*?"<>|\p{Cc}\p{Cf}]{1,130}\.pdf$/u);
  });

  it('is text and no more in the workbook', async () => {
    const { bytes } = await handlers.writeWorkbook(
      { plan: structuredClone(plan), language: 'en', content: 'plan' },
      createFreeControl(),
    );
    const parts = unzipSync(bytes);
    for (const [part, content] of Object.entries(parts)) {
      const xml = new TextDecoder('utf-8', { fatal: true }).decode(content);
      expect(xml.replace(/[\r\n\t]/g, ''), part).not.toMatch(unprintable);
      for (const [, formula] of xml.matchAll(/<f>([^<]*)<\/f>/g))
        expect(formula).toMatch(/^(SUM|SUMIF|COUNTIF|COUNTA)\('?[A-Za-z0-9 !:,']+\)$|^B\d+-B\d+$/);
      expect(xml).not.toMatch(/<(externalLink|ddeLink|oleLink|hyperlink)\b/);
    }
    const { Sheets } = read(bytes, { cellFormula: true });
    for (const address of ['C2', 'D2', 'F2', 'G2', 'H2']) {
      expect(Sheets.Plan[address]).toMatchObject({ t: 's' });
      expect(Sheets.Plan[address].f).toBeUndefined();
    }
    expect(Sheets.Plan.D2.v).toBe(tidyText(name));
  });

  it('is text and no more in the table', () => {
    const csv = toCsv(planTable(plan, 'en'));
    const { data } = papa.parse<string[]>(csv);
    expect(data).toHaveLength(4);
    expect(new Set(data.map(({ length }) => length)).size).toBe(1);
    for (const cell of [...data.flat(), ...csv.split(/[;\t\r\n]/)]) {
      if (!/^\s*-?[\d.]+$/.test(cell)) expect(cell.trim()).not.toMatch(/^[=+\-@＝＋－＠]/u);
      expect(cell.length).toBeLessThan(1_000);
    }
    expect(csv.replace(/\r\n/g, '')).not.toMatch(unprintable);
  });

  it('is text and no more in the calendar file', () => {
    const entries = planCalendar(plan, { language: 'en', calendarId: 'c', leadTimeWeeks: {}, earlier: [] });
    const text = writeCalendarFile({ name, madeAt: 0, revision: 1, entries });
    expect(text.match(/^BEGIN:/gm)).toHaveLength(1 + entries.length);
    expect(text.match(/^(VALARM|ACTION|ATTACH|URL)/gm)).toBeNull();
    const parsed = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    expect(new Set(parsed.map((event) => new ICAL.Event(event).uid)).size).toBe(entries.length);
    for (const event of parsed) expect(new ICAL.Event(event).summary).not.toMatch(unprintable);
  });

  it('is text and no more in the picture', () => {
    const svg = calendarPicture(plan, 'zh');
    expect(svg).not.toMatch(unprintable);
    for (const tag of new Set(svg.match(/<\/?[\w-]+/g)))
      expect(tag).toMatch(/^<\/?(svg|g|path|rect|line|circle|text)$/);
    expect(svg.replace(/>[^<]*</g, '><')).not.toMatch(/\s(on\w+|href|xlink:href|style)=/);
  });
});
