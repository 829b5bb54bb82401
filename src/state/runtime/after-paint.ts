import { startTransition, useEffect, useRef, useState } from 'react';

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

/**
 * The value as it was until the page has been painted with whatever else came with the change, then the current one, drawn in
 * pieces between which user input is answered. For what is slow to draw and may follow the press by a moment: React's own deferred
 * value begins at once, and often holds up the frame that should have answered the press.
 */
export function useAfterPaint<Value>(value: Value): Value {
  const [shown, setShown] = useState(() => value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
    // Not put off by the next change: a key held down would keep the list beside it from ever following.
    void afterPaint().then(() => startTransition(() => setShown(() => latest.current)));
  }, [value]);
  return shown;
}
