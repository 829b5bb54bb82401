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

/** Words with commas between them. */
class CommaList implements Pick<Intl.ListFormat, 'format'> {
  format(words: Iterable<string>): string {
    return [...words].join(', ');
  }
}

/**
 * What libraries of tables, menus and charts, rail and calendar take for granted and an older browser lacks: the window's size stands
 * for those of its elements, commas for a list's words. Before anything is drawn.
 */
export function provideStandIns(): void {
  globalThis.ResizeObserver ??= WindowObserver;
  if (!('ListFormat' in Intl)) Object.assign(Intl, { ListFormat: CommaList });
}
