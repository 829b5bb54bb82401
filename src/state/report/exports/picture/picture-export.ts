import { defineExport, type ExportRequest } from '#state/report/exports/define-export.ts';

/** The launch calendar as a picture, drawn or in points. */
export const pictureExport = defineExport({
  id: 'picture',
  name: (t) => t('files.panel.chart'),
  isPossible: ({ launches }) => launches.length > 0,
  files: [
    {
      action: (t) => t('files.panel.chartSvg'),
      make: async (request) => ({ name: `${request.fileBase}.svg`, content: await drawnCalendar(request) }),
    },
    {
      action: (t) => t('files.panel.chartPng'),
      make: async (request) => {
        const { toPng } = await import('#ui/charts/to-png.ts');
        return { name: `${request.fileBase}.png`, content: await toPng(await drawnCalendar(request)) };
      },
    },
  ],
});

async function drawnCalendar({ plan, language }: ExportRequest): Promise<Blob> {
  const { calendarPicture } = await import('#export/calendar-picture.ts');
  return new Blob([calendarPicture(plan, language)], { type: 'image/svg+xml' });
}
