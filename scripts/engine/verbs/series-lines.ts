/** `series-lines OUT FILE...`: the weekly series of the files' products as JSON lines into OUT, for `debut-engine.mjs forecast-lines`. */
import { writeFileSync } from 'node:fs';
import { seriesLines } from '#ingest/writing/write-series.ts';
import { handlers } from '#workers/ingest/handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import type { Verb } from '../../engine.ts';
import { openFile } from '../open-file.ts';

const seriesLinesVerb: Verb = async ({ words: [out = '', ...names], resolveFile }) => {
  const files = await Promise.all(names.map((name) => openFile(resolveFile(name))));
  if (files.length === 0) throw new JobRefused('no-file-given');
  const { dataset } = await handlers.importFiles({ files }, createFreeControl());
  if (!dataset.panel) throw new JobRefused('no-units');
  // A line counts its weeks from its start.
  if (dataset.panel.period !== 'week') throw new JobRefused('weekly-only');
  const text = [...seriesLines(dataset.panel)].join('');
  writeFileSync(resolveFile(out), text);
  return { series: text.split('\n').length - 1, fingerprint: dataset.fingerprint };
};

export default seriesLinesVerb;
