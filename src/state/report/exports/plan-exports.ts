import { calendarFileExport } from './calendar-file/calendar-file-export.ts';
import type { ExportFormat } from './define-export.ts';
import { panelExport } from './panel/panel-export.ts';
import { pdfExport } from './pdf/pdf-export.ts';
import { pictureExport } from './picture/picture-export.ts';
import { priceListExport } from './price-list/price-list-export.ts';
import { projectExport } from './project/project-export.ts';
import { tableExport } from './table/table-export.ts';
import { workbookExport } from './workbook/workbook-export.ts';

/** The formats in which a plan leaves the page, in the order in which the screen offers them. */
export const planExports: readonly ExportFormat[] = [
  pdfExport,
  projectExport,
  workbookExport,
  tableExport,
  panelExport,
  priceListExport,
  calendarFileExport,
  pictureExport,
];
