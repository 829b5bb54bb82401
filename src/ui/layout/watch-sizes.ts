/** Tells of all its elements at first, and whenever the window changes. */
class WindowObserver implements ResizeObserver {
  readonly #elements = new Set<Element>();
  readonly #tell: () => void;

  constructor(onChange: ResizeObserverCallback) {
    this.#tell = () => {
      const size: readonly ResizeObserverSize[] = [];
      const sizes = { borderBoxSize: size, contentBoxSize: size, devicePixelContentBoxSize: size };
      const entries = Array.from(this.#elements, (target) => ({
        ...{ ...sizes, target, contentRect: target.getBoundingClientRect() },
      }));
      if (entries.length > 0) onChange(entries, this);
    };
    addEventListener('resize', this.#tell);
  }

  observe(element: Element): void {
    this.#elements.add(element);
    queueMicrotask(this.#tell);
  }

  unobserve(element: Element): void {
    this.#elements.delete(element);
  }

  disconnect(): void {
    this.#elements.clear();
    removeEventListener('resize', this.#tell);
  }
}

/** Rail, calendar and the library of charts stop in a browser that can't watch the sizes of elements: there the window's stands for them. */
export function watchSizes(): void {
  globalThis.ResizeObserver ??= WindowObserver;
}
