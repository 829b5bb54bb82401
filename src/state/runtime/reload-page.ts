import { create } from 'zustand';

/** Why the page goes: `reload`: the user asked for what needs it; `erased`: there is nothing left here to lose. */
export const useLeavingStore = create<{ readonly leaving: 'by-user' | 'reload' | 'erased' }>(() => ({
  leaving: 'by-user',
}));

/** In the page's address: it opens without what is stored, which it neither reads nor writes over. */
const apartMark = 'apart';

export function isOpenedApart(): boolean {
  return new URLSearchParams(window.location.search).has(apartMark);
}

/** Loads the page anew because the user asked for what needs it: whether to leave is not asked then. */
export function reloadPage(leaving: 'reload' | 'erased' = 'reload'): void {
  useLeavingStore.setState({ leaving });
  if (isOpenedApart()) openPage((address) => address.searchParams.delete(apartMark));
  else window.location.reload();
}

/** Opens the page without what is stored: the way on where that can't be had, or makes the page fail. */
export function openApart(): void {
  useLeavingStore.setState({ leaving: 'reload' });
  openPage((address) => address.searchParams.set(apartMark, ''));
}

function openPage(change: (address: URL) => void): void {
  const address = new URL(window.location.href);
  change(address);
  window.location.replace(address);
}
