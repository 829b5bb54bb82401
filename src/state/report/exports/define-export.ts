import type { TFunction } from 'i18next';
import type { PlanDocument } from '#export/plan-document.ts';
import type { Language } from '#i18n/language.ts';
import type { ExportedFile, ExportJob } from '#state/report/export-job.ts';
import type { ReportChoices } from '#state/report/report-store.ts';

/** What a file is made of. */
export interface ExportRequest {
  readonly plan: PlanDocument;
  /** The page's. */
  readonly language: Language;
  readonly choices: ReportChoices;
  /** Name of the plan's files, without an ending. */
  readonly fileBase: string;
  /** Go on where a font lacks characters of a name. */
  readonly despiteMissing: boolean;
}

type Words = (t: TFunction<'report'>) => string;

/** A format in which a plan leaves the page: all that the report screen and the actions know of it. */
export interface ExportFormat {
  readonly id: string;
  readonly name: Words;
  /** What is in it; none: its name says it. */
  readonly contents?: Words;
  /** Something of this plan can be in it; none: always. */
  readonly isPossible?: (plan: PlanDocument) => boolean;
  /** The screen asks whether the raw files go with it. */
  readonly mayCarryRows?: boolean;
  /** The files that it comes in, a button each. */
  readonly files: readonly [ExportFile, ...ExportFile[]];
}

export interface ExportFile {
  readonly action: Words;
  /** Null: it has handed out itself what there was. */
  readonly make: (request: ExportRequest, job: ExportJob) => Promise<ExportedFile | null>;
}

/** One folder, one format: what makes it takes its place in the list of formats. */
export const defineExport = (format: ExportFormat): ExportFormat => format;
