import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { handlers as ingest } from '#workers/ingest/handlers.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '../node-candidates.ts';

/** The folder of the sample that the page offers. */
export const sampleFolder = path.resolve(import.meta.dirname, '../../../public/sample');

/** Its files, as they are dropped. */
export const sampleFiles = readdirSync(sampleFolder)
  .filter((name) => /\.csv(\.gz)?$/.test(name))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(path.join(sampleFolder, name))) }));

/** Imported and forecast once for all tests that share a process. */
export const { dataset: sample } = await ingest.importFiles({ files: sampleFiles }, createFreeControl());
if (!sample.panel) throw new Error('the sample has no sales');
export const samplePanel = sample.panel;

/** What a forecast of candidates is asked with, but for them. */
export const sampleQuestion = {
  panel: samplePanel,
  calendar: sample.calendar,
  horizon: 13,
  hitThreshold: null,
  preferences: [],
  key: 'sample',
};

export const sampleForecast = await handlers.forecastCandidates(
  { ...sampleQuestion, candidates: sample.candidates },
  createFreeControl(),
);
