/** A hidden page paints nothing, and Node has no frames. */
const patienceMs = 100;

/** Resolves when what has just been changed is on screen. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs);
    // The task after the next frame.
    globalThis.requestAnimationFrame?.(() => setTimeout(resolve));
  });
}
