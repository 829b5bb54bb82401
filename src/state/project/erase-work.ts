import { reloadPage } from '#state/runtime/reload-page.ts';
import { tabMemory } from '#state/runtime/tab-memory.ts';
import { tellTabs } from '#state/runtime/tabs.ts';
import { stopKeeping } from '#state/saving/persist-slice.ts';
import { eraseEverything } from '#storage/database.ts';

/**
 * Removes all of Debut's work from this machine and opens an empty page. Other tabs stop first: each of them has work in
 * memory, and would keep it again.
 */
export async function eraseWork(): Promise<void> {
  stopKeeping();
  tabMemory.clear();
  tellTabs({ kind: 'erasing' });
  try {
    await eraseEverything();
  } finally {
    tellTabs({ kind: 'erased' });
  }
  reloadPage('erased');
}
