import type { PlanDocument } from '#export/plan-document.ts';
import type { Language } from '#i18n/language.ts';
import { createEditHistory } from '#state/runtime/edit-history.ts';
import { createExporter } from './export-job.ts';
import type { ExportFile, ExportFormat } from './exports/define-export.ts';
import { type ReportChoices, useReportStore } from './report-store.ts';

/** What was chosen for the report, back and forth. */
export const reportHistory = createEditHistory(
  () => useReportStore.getState().choices,
  async (choices) => {
    putChoices(choices);
  },
);

export function changeReport(change: Partial<ReportChoices>): void {
  reportHistory.remember(Object.keys(change).join());
  putChoices(change);
}

/** What was said of files that were made under other choices is no longer true. */
function putChoices(change: Partial<ReportChoices>): void {
  useReportStore.setState(({ choices, exports }) => ({
    choices: { ...choices, ...change },
    exports: Object.fromEntries(Object.entries(exports).filter(([, { status }]) => status === 'running')),
  }));
}

const exporters = new Map<string, ReturnType<typeof createExporter>>();

function exporterOf(id: string): ReturnType<typeof createExporter> {
  const known = exporters.get(id);
  if (known) return known;
  const made = createExporter((state) =>
    useReportStore.setState(({ exports }) => ({ exports: { ...exports, [id]: state } })),
  );
  exporters.set(id, made);
  return made;
}

/** Makes a file of the plan and hands it to the browser's download. */
export async function exportPlan(
  format: ExportFormat,
  file: ExportFile,
  plan: PlanDocument,
  language: Language,
  despiteMissing = false,
): Promise<void> {
  await exporterOf(format.id).run(async (job) => {
    const { planFileBase } = await import('#export/plan-file-base.ts');
    const { choices } = useReportStore.getState();
    return file.make({ plan, language, choices, fileBase: planFileBase(plan, language), despiteMissing }, job);
  });
}

export function cancelExport({ id }: ExportFormat): void {
  exporters.get(id)?.cancel();
}
