import { reloadPage } from '#state/runtime/reload-page.ts';
import { openChannel } from '#state/runtime/tabs.ts';
import { saveNow, stopKeeping } from '#state/saving/persist-slice.ts';
import { useProjectStore } from './project-store.ts';

/** How long a tab waits for another that is closing, or that was asked to give the project up. */
const waitMs = 800;

/**
 * Holds the project for this tab, so that two tabs never write over each other. Another tab may ask for it: then what is
 * unsaved is saved first. Where the browser has no locks (an insecure address), the tab holds it unguarded.
 */
export async function holdProject(id: string): Promise<void> {
  if (!navigator.locks) return;
  const isFree = await claim(id, { signal: AbortSignal.timeout(waitMs) });
  if (!isFree) {
    stopKeeping();
    useProjectStore.setState({ hold: 'elsewhere' });
  }
}

/** Takes the project from the tab that has it: it is asked to save first; one that does not answer is overruled. */
export async function takeProject(): Promise<void> {
  const { current } = useProjectStore.getState();
  openChannel(nameOf(current.id))?.postMessage('give');
  const isGiven = await claim(current.id, { signal: AbortSignal.timeout(waitMs * 4) });
  if (!isGiven) await claim(current.id, { steal: true });
  // What the other tab has saved is read anew.
  reloadPage();
}

function nameOf(id: string): string {
  return `debut/project/${id}`;
}

/** Resolves true once the lock is held (until the page goes or is asked for it), false where it was not to be had. */
function claim(id: string, options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    navigator.locks
      .request(nameOf(id), options, () => {
        resolve(true);
        return new Promise<void>((release) => listen(id, release));
      })
      .catch(() => {
        // Never granted in time, or granted and taken away since: `resolve` counts once.
        resolve(false);
        if (useProjectStore.getState().hold === 'own') giveUp();
      });
  });
}

function listen(id: string, release: () => void): void {
  const channel = openChannel(nameOf(id));
  if (!channel) return;
  channel.onmessage = async () => {
    channel.close();
    await saveNow();
    giveUp();
    release();
  };
}

function giveUp(): void {
  stopKeeping();
  useProjectStore.setState({ hold: 'taken' });
}
