let isOwn = false;

/** Loads the page anew because the user asked for what needs it: whether to leave is not asked then. */
export function reloadPage(): void {
  isOwn = true;
  window.location.reload();
}

/** The page is being left by its own doing. */
export function isReloading(): boolean {
  return isOwn;
}
