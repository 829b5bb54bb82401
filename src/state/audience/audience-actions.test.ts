import { expect, it, vi } from 'vitest';
import { randomPanel } from '#engine/explore/testing/random-panel.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { saveDownload } from '#state/report/save-download.ts';
import { saveBuyers } from './audience-actions.ts';

/** A worker after a reload: it knows no baskets before the files are read, and no buyers before the study. */
const worker = vi.hoisted(() => ({ calls: [] as string[], hasRead: false, hasStudied: false }));

vi.mock('#workers/ingest/client.ts', () => ({
  ingestClient: {
    async run(name: string) {
      worker.calls.push(name);
      const knows = name === 'importFiles' || (name === 'studyAudience' ? worker.hasRead : worker.hasStudied);
      if (!knows) return { kind: 'refused', code: 'baskets-gone', params: {} };
      if (name === 'importFiles') worker.hasRead = true;
      if (name === 'studyAudience') worker.hasStudied = true;
      return { kind: 'done', output: new Blob(['a']) };
    },
  },
}));
vi.mock('#state/report/save-download.ts', () => ({ saveDownload: vi.fn() }));

it('saves likely buyers after a reload once the files are read and studied again; says so where they are gone', async () => {
  useDatasetStore.setState(({ facts }) => ({
    facts: {
      ...facts,
      dataset: { panel: randomPanel(2), calendar: null, candidates: [], reviews: [], currency: '', fingerprint: 'x' },
    },
  }));
  expect(await saveBuyers(['N1'], ['c'], 'b.csv')).toMatchObject({ code: 'baskets-gone' });
  expect(saveDownload).not.toHaveBeenCalled();
  useDatasetStore.setState({ sources: [{ name: 'a.csv', bytes: new Blob(['a']), id: 'a' }] });
  worker.calls.length = 0;
  expect(await saveBuyers(['N1'], ['c'], 'b.csv')).toBeNull();
  expect(worker.calls).toEqual(['exportBuyers', 'studyAudience', 'importFiles', 'studyAudience', 'exportBuyers']);
  expect(saveDownload).toHaveBeenCalledTimes(1);
});
