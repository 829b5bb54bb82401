/**
 * Calls back now, and when an element changes its size, until the answer is called; in a browser that can't watch elements, when the
 * window does.
 */
export function watchSize(elements: readonly Element[], onChange: () => void): () => void {
  onChange();
  if (typeof ResizeObserver === 'undefined') {
    addEventListener('resize', onChange);
    return () => removeEventListener('resize', onChange);
  }
  const observer = new ResizeObserver(onChange);
  for (const element of elements) observer.observe(element);
  return () => observer.disconnect();
}
