import type { Page } from '@playwright/test';

/**
 * Texts that the layout cuts or lets run out of their box, and what makes the page itself scroll sideways, each as
 * "what: element, text". A text that ends in an ellipsis is a fault unless the whole of it is in its `title`; what scrolls
 * inside its own area (tables, the calendar) is none.
 */
export async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults = new Map<string, string>();
    const slack = 2;
    const nameOf = (element: Element): string => {
      const classes = [...element.classList].map((name) => name.replace(/^_|_[\w-]{5}_\d+$/g, '')).join('.');
      return `${element.tagName.toLowerCase()}${classes ? `.${classes}` : ''}`;
    };
    const add = (what: string, element: Element): void => {
      const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 60);
      faults.set(`${what}: ${nameOf(element)}`, `${what}: ${nameOf(element)} "${text}"`);
    };
    const page = document.scrollingElement as Element;
    const overflows = page.scrollWidth > window.innerWidth + slack;
    const widest = Math.max(window.innerWidth, 0);

    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest('.visually-hidden, [aria-hidden="true"] svg, [inert]');
    const scrollsInside = (element: Element, axis: 'overflowX' | 'overflowY'): boolean => {
      for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement)
        if (/auto|scroll/.test(getComputedStyle(at)[axis])) return true;
      return false;
    };
    const rangeOf = (node: Node): DOMRect => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect();
    };

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || !node.textContent?.trim() || !isShown(element)) continue;
      const text = rangeOf(node);
      if (text.width === 0 || text.height === 0) continue;
      const svg = element instanceof SVGElement ? element.ownerSVGElement : null;
      if (svg) {
        // A drawing cuts at its edge.
        const edge = svg.getBoundingClientRect();
        const cuts = getComputedStyle(svg).overflowX !== 'visible';
        if (
          cuts &&
          (text.left < edge.left - slack || text.right > edge.right + slack || text.bottom > edge.bottom + slack)
        )
          add('cut by its drawing', element);
        continue;
      }
      for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.display === 'inline' || style.display === 'contents') continue;
        const edge = box.getBoundingClientRect();
        // Only for the ear: a box of one pixel.
        if (edge.width <= 1 && edge.height <= 1) break;
        const hides = /hidden|clip/.test(style.overflowX);
        const outside = text.right > edge.right + slack || text.left < edge.left - slack;
        const below = /hidden|clip/.test(style.overflowY) && text.bottom > edge.bottom + slack + 2;
        if (/auto|scroll/.test(style.overflowX)) break;
        if ((hides && outside) || below) {
          const whole = element.closest('[title]')?.getAttribute('title') ?? '';
          if (!whole.includes((node.textContent ?? '').trim())) add('cut', element);
          break;
        }
        // Out of the first box that holds it: over its neighbours.
        if (outside && box === element && !/fixed|absolute/.test(style.position)) add('out of its box', element);
      }
      if (overflows && text.right > widest + slack && !scrollsInside(element, 'overflowX'))
        add('makes the page wider', element);
    }
    if (overflows && faults.size === 0) {
      for (const element of document.querySelectorAll('main *, header *, nav *'))
        if (
          isShown(element) &&
          element.getBoundingClientRect().right > widest + slack &&
          !scrollsInside(element, 'overflowX')
        )
          add('makes the page wider', element);
      if (faults.size === 0) faults.set('page', `the page is ${page.scrollWidth} px wide in ${window.innerWidth}`);
    }
    return [...faults.values()];
  });
}
