import type { Issue } from '#engine/issue.ts';
import { createLatestRuns } from '#state/runtime/latest-run.ts';
import type { JobResult } from '#workers/worker-client.ts';
import { saveDownload } from './save-download.ts';

/** How an export stands. `missing`: characters that no font at hand can draw; the user decides. */
export type ExportState =
  | { readonly status: 'idle' }
  /** `stage` null: it says nothing of itself. */
  | { readonly status: 'running'; readonly stage: ExportStage | null; readonly share: number | null }
  | { readonly status: 'missing'; readonly characters: readonly string[] }
  | { readonly status: 'saved'; readonly name: string; readonly size: number }
  | { readonly status: 'failed'; readonly issue: Issue };

export type ExportStage = 'project' | 'fonts' | 'layout' | 'writing';

/** What an export is told while it runs, and says of itself: its stage, and the share of that from 0 to 1 where it knows. */
export interface ExportJob {
  readonly signal: AbortSignal;
  readonly show: (stage: ExportStage, share?: number | null) => void;
}

export interface ExportedFile {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer> | Blob;
  /** Media type of plain bytes. */
  readonly type?: string;
}

/** Characters that no font at hand can draw: the file would show boxes in their place. */
export class MissingCharacters extends Error {
  readonly characters: readonly string[];
  constructor(characters: readonly string[]) {
    super('characters that no font can draw');
    this.characters = characters;
  }
}

/** An expected reason why there is no file. */
class ExportRefused extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.code);
    this.issue = issue;
  }
}

/** What a worker made; throws where it made nothing. */
export function outputOf<Output>(result: JobResult<Output>): Output {
  switch (result.kind) {
    case 'done':
      return result.output;
    case 'cancelled':
      throw new DOMException('cancelled', 'AbortError');
    case 'refused':
      throw new ExportRefused({ code: result.code, severity: 'error', params: result.params });
    case 'crashed':
      throw new Error(result.message);
  }
}

/** Runs exports of one kind: a later one takes the place of one under way. What it makes goes to the browser's download. */
export function createExporter(show: (state: ExportState) => void) {
  const runs = createLatestRuns();
  return {
    /** Null from `make`: it has handed out what there was itself. */
    async run(make: (job: ExportJob) => Promise<ExportedFile | null>): Promise<void> {
      const { signal, isLatest } = runs.begin();
      const tell = (state: ExportState): void => {
        if (isLatest()) show(state);
      };
      tell({ status: 'running', stage: null, share: null });
      try {
        const file = await make({
          signal,
          show: (stage, share = null) => tell({ status: 'running', stage, share }),
        });
        if (!isLatest() || signal.aborted) return;
        if (!file) return tell({ status: 'idle' });
        const { name, content, type } = file;
        saveDownload(name, content, type);
        tell({ status: 'saved', name, size: content instanceof Blob ? content.size : content.length });
      } catch (error) {
        tell(stateAfter(error, signal.aborted));
      }
    },
    cancel(): void {
      runs.cancel();
      show({ status: 'idle' });
    },
  };
}

function stateAfter(error: unknown, isCancelled: boolean): ExportState {
  if (isCancelled || (error instanceof DOMException && error.name === 'AbortError')) return { status: 'idle' };
  if (error instanceof MissingCharacters) return { status: 'missing', characters: error.characters };
  if (error instanceof ExportRefused) return { status: 'failed', issue: error.issue };
  const reason = error instanceof Error ? error.message : String(error);
  return { status: 'failed', issue: { code: 'export-failed', severity: 'error', params: { reason } } };
}
