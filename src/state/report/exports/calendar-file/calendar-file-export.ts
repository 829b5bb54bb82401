import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useCalendarFileStore } from '#state/report/calendar-file-store.ts';
import { defineExport } from '#state/report/exports/define-export.ts';
import { freshId } from '#storage/slices/fresh-id.ts';

/** Launches and milestones for a calendar; a later file updates the entries of the earlier ones. */
export const calendarFileExport = defineExport({
  id: 'calendar-file',
  name: (t) => t('files.panel.calendar'),
  contents: (t) => t('files.panel.calendarText'),
  files: [
    {
      action: (t) => t('files.panel.calendarAction'),
      make: async ({ plan, language, fileBase }) => {
        const [{ planCalendar }, { writeCalendarFile }] = await Promise.all([
          import('#export/plan-calendar.ts'),
          import('#export/calendar-file.ts'),
        ]);
        const before = useCalendarFileStore.getState();
        const calendarId = before.calendarId || freshId();
        const revision = before.revision + 1;
        const candidates = useDatasetStore.getState().facts.dataset?.candidates ?? [];
        const leadTimeWeeks = Object.fromEntries(
          candidates.flatMap(({ id, leadTimeWeeks: weeks }) => (weeks === undefined ? [] : [[id, weeks]])),
        );
        const entries = planCalendar(plan, { language, calendarId, leadTimeWeeks, earlier: before.sent });
        const text = writeCalendarFile({ name: fileBase, madeAt: Date.now(), revision, entries });
        const sent = entries.map(({ uid, title, from, to }) => ({ uid, title, from, to }));
        useCalendarFileStore.setState({ calendarId, revision, sent });
        return { name: `${fileBase}.ics`, content: new TextEncoder().encode(text), type: 'text/calendar' };
      },
    },
  ],
});
