const focusable =
  'button, a[href], input, select, textarea, summary, [contenteditable="true"], [tabindex]:not([tabindex="-1"])';

/** What a screen's part is: the focus does not leave it for another one while there is anything in it. */
const parts = 'section, [role="dialog"], [role="alertdialog"], main';

/**
 * Keeps the focus where work goes on when the control that has it is taken off the page or disabled by its own press:
 * otherwise the browser drops it, and the keyboard begins again at the top of the page. It moves to the same control of the
 * next row, else to the nearest one in the same part, else to the part's heading. Call once.
 */
export function keepFocus(page: Document = document): void {
  let last: Element | null = null;
  page.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? target : null;
  });
  page.addEventListener('focusout', () =>
    // Whoever presses beside everything wants the focus nowhere.
    queueMicrotask(() => {
      if (last?.isConnected && !isDisabled(last) && page.activeElement !== last) last = null;
    }),
  );
  const observer = new MutationObserver((records) => {
    const lost = last;
    if (!lost || (lost.isConnected && !isDisabled(lost))) return;
    const place = placeOf(lost, records);
    last = null;
    // Dialogs and menus give the focus back by themselves, a frame later.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const { activeElement } = page;
        if (activeElement && activeElement !== page.body && activeElement !== lost) return;
        focusOn(nearestTo(place) ?? headingOf(page, place.parent));
      }),
    );
  });
  observer.observe(page.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
}

/** Where a control was. */
interface Place {
  readonly parent: Element;
  /** What stood, or stands, before and behind it there. */
  readonly before: Node | null;
  readonly behind: Node | null;
  /** Which of the controls of what was taken out it was, of how many. */
  readonly index: number;
  readonly count: number;
}

function placeOf(lost: Element, records: readonly MutationRecord[]): Place {
  let place: Place = {
    parent: lost.parentElement ?? lost,
    ...{ before: lost.previousSibling, behind: lost.nextSibling, index: 0, count: 0 },
  };
  let gone: Element = lost;
  for (const { target, removedNodes, previousSibling, nextSibling } of records) {
    for (const node of removedNodes) {
      if (!(node instanceof Element) || !(target instanceof Element) || !node.contains(gone)) continue;
      const controls: readonly Element[] = controlsIn(node);
      const index = controls.indexOf(lost);
      place = { parent: target, before: previousSibling, behind: nextSibling, index, count: controls.length };
      gone = target;
    }
  }
  return place;
}

function nearestTo({ parent, before, behind, index, count }: Place): HTMLElement | null {
  // What lay over the page, a dialog, was in none of its parts.
  if (!parent.isConnected || !parent.closest(parts)) return null;
  if (behind instanceof Element && behind.parentElement === parent) {
    const controls = controlsIn(behind);
    if (controls.length === count && controls[index]) return controls[index];
  }
  // From inside outwards, so that what is nearest in meaning comes first.
  let [inner, from, to]: [Element, Node | null, Node | null] = [parent, before, behind];
  for (;;) {
    const controls = controlsIn(inner);
    const next = controls.find((control) => to?.isConnected && (to.contains(control) || isBehind(to, control)));
    const previous = controls.findLast(
      (control) => from?.isConnected && (from.contains(control) || isBehind(control, from)),
    );
    const found = next ?? previous;
    if (found) return found;
    const outer = inner.parentElement;
    if (!outer || inner.matches(parts)) return null;
    [from, to, inner] = [inner.previousSibling, inner.nextSibling, outer];
    if (outer.matches('main')) return null;
  }
}

function isBehind(first: Node, second: Node): boolean {
  return (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function controlsIn(element: Element): HTMLElement[] {
  const all = [...element.querySelectorAll<HTMLElement>(focusable)];
  if (element.matches(focusable)) all.unshift(element as HTMLElement);
  return all.filter((each) => !isDisabled(each) && each.closest('[hidden], [inert], [aria-hidden="true"]') === null);
}

function isDisabled(element: Element): boolean {
  return element.matches(':disabled');
}

/** The heading of the part that something was in; of the screen where the part is gone. */
function headingOf(page: Document, parent: Element): HTMLElement | null {
  const part = (parent.isConnected ? parent.closest(parts) : null) ?? page.querySelector('main');
  return part?.querySelector<HTMLElement>('h1, h2, h3') ?? null;
}

function focusOn(element: HTMLElement | null): void {
  if (!element) return;
  if (!element.matches(focusable)) element.tabIndex = -1;
  element.focus();
}
