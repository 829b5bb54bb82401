import type { Chapter } from '#export/chapters/define-chapter.ts';
import { adviceChapter } from '#export/review-chapters/advice/advice-chapter.ts';
import { trackedLaunchesChapter } from '#export/review-chapters/launches/launches-chapter.ts';
import { lessonsChapter } from '#export/review-chapters/lessons/lessons-chapter.ts';
import { replanChapter } from '#export/review-chapters/replan/replan-chapter.ts';
import { reviewSummaryChapter } from '#export/review-chapters/summary/summary-chapter.ts';
import type { ReviewDocument } from '#export/review-document.ts';

/** The chapters of the review of a committed plan, in the order in which they are printed. */
export const reviewChapters: readonly Chapter<ReviewDocument>[] = [
  reviewSummaryChapter,
  trackedLaunchesChapter,
  adviceChapter,
  replanChapter,
  lessonsChapter,
];
