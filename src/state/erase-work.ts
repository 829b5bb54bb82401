import { eraseEverything } from '#storage/database.ts';

/** Removes all of Debut's work from this machine and opens an empty page. */
export async function eraseWork(): Promise<void> {
  await eraseEverything();
  location.reload();
}
