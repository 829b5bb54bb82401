import { accuracyChapter } from '#export/chapters/accuracy/accuracy-chapter.ts';
import { calendarChapter } from '#export/chapters/calendar/calendar-chapter.ts';
import { dataChapter } from '#export/chapters/data/data-chapter.ts';
import type { Chapter } from '#export/chapters/define-chapter.ts';
import { demandChapter } from '#export/chapters/demand/demand-chapter.ts';
import { launchesChapter } from '#export/chapters/launches/launches-chapter.ts';
import { methodChapter } from '#export/chapters/method/method-chapter.ts';
import { notSelectedChapter } from '#export/chapters/not-selected/not-selected-chapter.ts';
import { riskChapter } from '#export/chapters/risk/risk-chapter.ts';
import { rulesChapter } from '#export/chapters/rules/rules-chapter.ts';
import { sheetsChapter } from '#export/chapters/sheets/sheets-chapter.ts';
import { summaryChapter } from '#export/chapters/summary/summary-chapter.ts';
import { trendChapter } from '#export/chapters/trend/trend-chapter.ts';
import type { PlanDocument } from '#export/plan-document.ts';

/** The chapters of the report on a plan, in the order in which they are printed. */
export const planChapters: readonly Chapter<PlanDocument>[] = [
  summaryChapter,
  calendarChapter,
  launchesChapter,
  notSelectedChapter,
  rulesChapter,
  demandChapter,
  trendChapter,
  riskChapter,
  sheetsChapter,
  dataChapter,
  accuracyChapter,
  methodChapter,
];
