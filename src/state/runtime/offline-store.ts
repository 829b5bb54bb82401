import { Workbox } from 'workbox-window';
import { create } from 'zustand';
import { toScriptUrl } from '#workers/start-worker.ts';
import { isSingleFile } from './app-version.ts';
import { reloadPage } from './reload-page.ts';

/**
 * Whether the page opens without a network. `carried`: the one-file edition, which needs none; `unavailable`: the browser
 * keeps no pages (private window, no service workers), with its reason.
 */
export type OfflineState =
  | { readonly status: 'unknown' | 'keeping' | 'ready' | 'carried' }
  | { readonly status: 'unavailable'; readonly reason: string };

interface OfflineStore {
  readonly offline: OfflineState;
  /** Loads the new version that waits, or that another tab has loaded. Never called but by the user. */
  readonly loadUpdate: (() => void) | null;
}

export const useOfflineStore = create<OfflineStore>(() => ({ offline: { status: 'unknown' }, loadUpdate: null }));

/**
 * Registers the service worker (built by vite-plugin-pwa from every file of the page) once the page stands still. A new
 * version is fetched beside the current one and waits until the user takes it.
 */
export function keepPageOffline(): void {
  // The development server has no service worker.
  if (import.meta.env.DEV) return;
  if (isSingleFile) useOfflineStore.setState({ offline: { status: 'carried' } });
  else if ('serviceWorker' in navigator) register();
  else fail('serviceWorker');
}

function register(): void {
  const page = new Workbox(toScriptUrl(`${import.meta.env.BASE_URL}offline.js`));
  let isAsked = false;
  const offer = (loadUpdate: () => void): void => useOfflineStore.setState({ loadUpdate });
  page.addEventListener('activated', ready);
  page.addEventListener('waiting', () =>
    offer(() => {
      isAsked = true;
      page.messageSkipWaiting();
    }),
  );
  // Where another tab has asked for it nothing waits any more, and this tab goes on with its work until it is told otherwise.
  page.addEventListener('controlling', () => (isAsked ? reloadPage() : offer(reloadPage)));
  page
    .register()
    .then((registration) => {
      if (registration?.active) ready();
      else useOfflineStore.setState({ offline: { status: 'keeping' } });
    })
    .catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
}

function ready(): void {
  useOfflineStore.setState({ offline: { status: 'ready' } });
}

function fail(reason: string): void {
  useOfflineStore.setState({ offline: { status: 'unavailable', reason } });
}
