import type { PlanDocument } from '#export/plan-document.ts';
import type { Language } from '#i18n/language.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { createPrintingClient } from '#workers/printing/client.ts';
import { useCalendarFileStore } from './calendar-file-store.ts';
import { showReportFile } from './report-files-store.ts';
import { saveDownload } from './save-download.ts';

const printingClient = createPrintingClient();
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The plan as an XLSX workbook with live totals. */
export async function savePlanWorkbook(plan: PlanDocument, language: Language): Promise<void> {
  await guarded(async () => {
    const result = await printingClient.run('writeWorkbook', { plan, language });
    if (result.kind === 'cancelled') return;
    if (result.kind !== 'done') throw new Error(result.kind === 'crashed' ? result.message : result.code);
    saveDownload(`${await fileBase(plan, language)}.xlsx`, result.output.bytes, workbookType);
  });
}

/** The launches as rows, their header first, for the one who writes tables. */
export async function planRows(
  plan: PlanDocument,
  language: Language,
): Promise<readonly (readonly (string | number)[])[]> {
  const { planTable } = await import('#export/launch-fields.ts');
  return planTable(plan, language);
}

/** A table in a file of the plan's name. The mark at its start tells Excel that it is UTF-8. */
export async function savePlanTable(plan: PlanDocument, language: Language, csv: string): Promise<void> {
  await guarded(async () => {
    saveDownload(`${await fileBase(plan, language)}.csv`, new TextEncoder().encode(`\ufeff${csv}`), 'text/csv');
  });
}

/** Launches and milestones for a calendar; a later file updates the entries of the earlier ones. */
export async function savePlanCalendar(plan: PlanDocument, language: Language): Promise<void> {
  await guarded(async () => {
    const [{ planCalendar }, { writeCalendarFile }, base] = await Promise.all([
      import('#export/plan-calendar.ts'),
      import('#export/calendar-file.ts'),
      fileBase(plan, language),
    ]);
    const before = useCalendarFileStore.getState();
    const calendarId = before.calendarId || crypto.randomUUID();
    const revision = before.revision + 1;
    const candidates = useDatasetStore.getState().facts.dataset?.candidates ?? [];
    const leadTimeWeeks = Object.fromEntries(
      candidates.flatMap(({ id, leadTimeWeeks: weeks }) => (weeks === undefined ? [] : [[id, weeks]])),
    );
    const entries = planCalendar(plan, { language, calendarId, leadTimeWeeks, earlier: before.sent });
    const text = writeCalendarFile({ name: base, madeAt: Date.now(), revision, entries });
    useCalendarFileStore.setState({
      calendarId,
      revision,
      sent: entries.map(({ uid, title, from, to }) => ({ uid, title, from, to })),
    });
    saveDownload(`${base}.ics`, new TextEncoder().encode(text), 'text/calendar');
  });
}

/** The launch calendar as a picture, drawn or in points. */
export async function savePlanPicture(plan: PlanDocument, language: Language, kind: 'svg' | 'png'): Promise<void> {
  await guarded(async () => {
    const { calendarPicture } = await import('#export/calendar-picture.ts');
    const svg = new Blob([calendarPicture(plan, language)], { type: 'image/svg+xml' });
    const picture = kind === 'svg' ? svg : await (await import('#ui/charts/to-png.ts')).toPng(svg);
    saveDownload(`${await fileBase(plan, language)}.${kind}`, picture);
  });
}

async function guarded(save: () => Promise<void>): Promise<void> {
  showReportFile({ status: 'running' });
  try {
    await save();
    showReportFile({ status: 'idle' });
  } catch (error) {
    showReportFile({ status: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

/** The report's title without what file systems refuse. */
async function fileBase(plan: PlanDocument, language: Language): Promise<string> {
  const [{ planTitle }, { createReportWords }, { tidyTexts }] = await Promise.all([
    import('#export/finding.ts'),
    import('#export/create-report-words.ts'),
    import('#export/tidy-texts.ts'),
  ]);
  const title = planTitle(tidyTexts(plan), createReportWords(language, plan.currency));
  return title.replace(/[\\/:*?"<>|]+/g, '-').replace(/^[.\s]+|[.\s]+$/g, '') || 'Debut';
}
