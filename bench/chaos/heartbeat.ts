declare global {
  interface Window {
    longestSilence: number;
  }
}

/** Before a page is opened: counts how long the page does not turn to a timer that is due every 50 ms. */
export function beat(): void {
  window.longestSilence = 0;
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.longestSilence = Math.max(window.longestSilence, now - last - 50);
    last = now;
  }, 50);
}

/** In a page: the longest that it did not turn to its timer since it was opened or last asked, in milliseconds. */
export function longestSilence(): number {
  const longest = window.longestSilence ?? 0;
  window.longestSilence = 0;
  return longest;
}
