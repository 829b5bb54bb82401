import { receiveFiles } from '#state/data/receive-files.ts';

/**
 * Files dropped beside a drop area are taken all the same: otherwise the browser would leave the page to show them. Call
 * once.
 */
export function acceptDropsAnywhere(): void {
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragover', (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    // A drop area has taken it.
    if (event.defaultPrevented || !holdsFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) void receiveFiles(files);
  });
}
