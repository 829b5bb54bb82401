/** What is answered; a slow press is answered when it is let go. */
const presses = ['pointerdown', 'pointerup', 'keydown'] as const;

/** Calls back at each press of a button or a key, before the page answers it, until the returned function is called. */
export function watchUserInput(onPress: () => void): () => void {
  const { document } = globalThis;
  // In Node nobody presses anything.
  if (!document) return () => {};
  for (const type of presses) document.addEventListener(type, onPress, { capture: true, passive: true });
  return () => {
    for (const type of presses) document.removeEventListener(type, onPress, { capture: true });
  };
}
