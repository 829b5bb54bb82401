let isOwn = false;
let hasNothing = false;

/** Loads the page anew because the user asked for what needs it: whether to leave is not asked then. */
export function reloadPage(): void {
  isOwn = true;
  window.location.reload();
}

/** The same where all work has been erased: also what could not be saved is no reason to ask. */
export function reloadEmptyPage(): void {
  hasNothing = true;
  reloadPage();
}

/** The page is being left by its own doing. */
export function isReloading(): boolean {
  return isOwn;
}

/** There is nothing left here to lose. */
export function isErased(): boolean {
  return hasNothing;
}
