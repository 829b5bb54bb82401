import { stopKeeping } from '#state/keep-slice.ts';
import { reloadPage } from '#state/reload-page.ts';
import { eraseEverything } from '#storage/database.ts';

/** Removes all of Debut's work from this machine and opens an empty page. */
export async function eraseWork(): Promise<void> {
  stopKeeping();
  sessionStorage.clear();
  await eraseEverything();
  reloadPage();
}
