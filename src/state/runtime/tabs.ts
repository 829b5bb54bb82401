import { useProjectStore } from '#state/project/project-store.ts';
import { stopKeeping } from '#state/saving/persist-slice.ts';
import { readProjects, shutStorage } from '#storage/database.ts';
import { reloadPage } from './reload-page.ts';
import { tabMemory } from './tab-memory.ts';

/** What the tabs of this browser tell each other. */
export type TabNews =
  /** Everything is about to be erased: from now on nothing is kept in any tab. */
  | { readonly kind: 'erasing' }
  /** It has been: every tab shows an empty page. */
  | { readonly kind: 'erased' }
  /** A project has been removed with all that was kept of it. */
  | { readonly kind: 'removed'; readonly id: string }
  /** A project was added or named otherwise. */
  | { readonly kind: 'projects' };

/** A channel between the tabs; null in a browser without: each tab is then on its own. */
export function openChannel(name: string): BroadcastChannel | null {
  return typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
}

let channel: BroadcastChannel | null = null;

function tabsChannel(): BroadcastChannel | null {
  channel ??= openChannel('debut/tabs');
  return channel;
}

/** Tells every other tab. */
export function tellTabs(news: TabNews): void {
  tabsChannel()?.postMessage(news);
}

/** From now on this tab hears what others tell. */
export function listenToTabs(): void {
  const heard = tabsChannel();
  if (heard) heard.onmessage = ({ data }: MessageEvent<TabNews>) => hear(data);
}

function hear(news: TabNews): void {
  if (news.kind === 'erased') reloadPage('erased');
  else if (news.kind === 'erasing') {
    stopKeeping();
    shutStorage();
    tabMemory.clear();
  } else {
    if (news.kind === 'removed' && news.id === useProjectStore.getState().current.id) {
      stopKeeping();
      useProjectStore.setState({ hold: 'gone' });
    }
    void readAnew();
  }
}

async function readAnew(): Promise<void> {
  const projects = await readProjects();
  useProjectStore.setState(({ current }) => ({
    projects,
    current: projects.find(({ id }) => id === current.id) ?? current,
  }));
}
