/** Hands a file to the browser's download, the one way by which anything leaves the page. */
export function saveDownload(name: string, bytes: Uint8Array<ArrayBuffer> | Blob, type = 'text/csv'): void {
  const blob = bytes instanceof Blob ? bytes : new Blob([bytes], { type });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the blob once it has started.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
