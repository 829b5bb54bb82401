import { useProjectStore } from '#state/project/project-store.ts';
import { readProjects, shutStorage } from '#storage/database.ts';
import { stopKeeping } from './persist-slice.ts';
import { reloadPage } from './reload-page.ts';

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

/** Opens the channel when it is first needed. */
function createChannel(): () => BroadcastChannel {
  let channel: BroadcastChannel | null = null;
  return () => {
    channel ??= new BroadcastChannel('debut/tabs');
    return channel;
  };
}

const openChannel = createChannel();

/** Tells every other tab. */
export function tellTabs(news: TabNews): void {
  openChannel().postMessage(news);
}

/** From now on this tab hears what others tell. */
export function listenToTabs(): void {
  openChannel().onmessage = ({ data }: MessageEvent<TabNews>) => hear(data);
}

function hear(news: TabNews): void {
  if (news.kind === 'erased') reloadPage('erased');
  else if (news.kind === 'erasing') {
    stopKeeping();
    shutStorage();
    sessionStorage.clear();
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
