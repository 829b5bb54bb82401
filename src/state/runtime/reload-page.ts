import { create } from 'zustand';

/** Why the page goes: `reload`: the user asked for what needs it; `erased`: there is nothing left here to lose. */
export const useLeavingStore = create<{ readonly leaving: 'by-user' | 'reload' | 'erased' }>(() => ({
  leaving: 'by-user',
}));

/** Loads the page anew because the user asked for what needs it: whether to leave is not asked then. */
export function reloadPage(leaving: 'reload' | 'erased' = 'reload'): void {
  useLeavingStore.setState({ leaving });
  window.location.reload();
}
