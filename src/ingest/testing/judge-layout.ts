import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { FileChoices, ImportOutput } from '#ingest/import-report.ts';
import type { RandomLayout } from '#ingest/testing/random-layouts.ts';

export interface Judgement {
  readonly class: 'right' | 'asked' | 'asked-wrong' | 'silent';
  readonly why: string;
}

async function read(name: string, bytes: Uint8Array, choices: FileChoices = {}): Promise<ImportOutput> {
  return importFiles({ files: [{ name, bytes }], choices: { [name]: choices } }, () => ({
    progress() {},
    async yieldNow() {},
  }));
}

/** What the import makes of a layout of which all is known: right, asked with the right answer on offer, or silently wrong. */
export async function judgeLayout(layout: RandomLayout): Promise<Judgement> {
  const bytes = new TextEncoder().encode(layout.text);
  const output = await read(layout.name, bytes);
  const [report] = output.files;
  if (report.state !== 'imported') {
    const [question] = output.questions;
    if (layout.kind === 'other') return { class: 'right', why: `asked ${question?.about ?? question?.code}` };
    if (!question) return { class: 'asked-wrong', why: report.issues.map(({ code }) => code).join() };
    if (question.code === 'day-month-order') {
      const again = await read(layout.name, bytes, {
        dayMonthOrder: layout.text.includes('/') ? 'month-first' : 'day-first',
      });
      const fault = faultOf(layout, again);
      return fault === '' ? { class: 'right', why: 'dates asked' } : { class: 'asked-wrong', why: fault };
    }
    const again = await read(layout.name, bytes, { kind: layout.kind });
    const fault = question.options.includes(layout.kind)
      ? faultOf(layout, again)
      : `not on offer: ${question.options.join(' ')}`;
    return fault === ''
      ? { class: 'asked', why: question.about ?? question.code }
      : { class: 'asked-wrong', why: `${question.about ?? question.code}: ${fault}` };
  }
  const fault = layout.kind === 'other' ? `taken as ${report.kind}` : faultOf(layout, output);
  return fault === '' ? { class: 'right', why: '' } : { class: 'silent', why: fault };
}

function faultOf(layout: RandomLayout, { files: [report] }: ImportOutput): string {
  const kinds = layout.kind === 'holidays' ? ['holidays', 'calendar'] : [layout.kind];
  if (!kinds.includes(report.kind) || report.state !== 'imported')
    return `${report.kind} ${report.state} not ${layout.kind}`;
  const day = (value: number | null): string | null => (value === null ? null : formatIsoDate(value));
  const found = {
    rows: report.rowsAccepted,
    units: layout.kind === 'sales' ? report.units : null,
    revenue: report.revenue === null ? null : Number(report.revenue),
    firstDate: layout.firstDate === null ? null : day(report.firstDay),
    lastDate: layout.lastDate === null ? null : day(report.lastDay),
    products: report.products,
  };
  return (Object.keys(found) as (keyof typeof found)[])
    .filter((key) => {
      const [is, expected] = [found[key], layout[key]];
      return typeof is === 'number' && typeof expected === 'number' ? Math.abs(is - expected) > 0.006 : is !== expected;
    })
    .map((key) => `${key} ${found[key]} not ${layout[key]}`)
    .join('; ');
}
