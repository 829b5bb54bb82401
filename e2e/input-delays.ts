import type { Page } from '@playwright/test';

/** An input of the person's hand, and how long until the page had drawn what came of it. */
export interface InputDelay {
  readonly type: string;
  /** Milliseconds from the browser's own stamp of the event to the end of the frame that follows its handlers. */
  readonly ms: number;
}

/**
 * From now on the page times every key, press, click and move of the pointer over a drawing: from the stamp that the browser
 * gave the event when it came in, so that a busy main thread counts, to the end of the next frame's script, style, layout
 * and paint. The Event Timing API says nothing of moves and rounds to 8 ms; this is the same span otherwise.
 */
export async function watchInputs(page: Page): Promise<void> {
  await page.evaluate(() => {
    const delays: { type: string; ms: number }[] = [];
    (window as unknown as { inputDelays: typeof delays }).inputDelays = delays;
    for (const type of ['keydown', 'pointerdown', 'click', 'pointermove'])
      window.addEventListener(
        type,
        (event) => {
          const { timeStamp } = event;
          requestAnimationFrame(() => {
            // A message comes after the frame: a task of its own.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              delays.push({ type, ms: performance.now() - timeStamp });
              port1.close();
            };
            port2.postMessage(0);
          });
        },
        { capture: true },
      );
  });
}

/** What was timed since the last call. */
export async function takeInputDelays(page: Page): Promise<readonly InputDelay[]> {
  return page.evaluate(() => {
    const { inputDelays } = window as unknown as { inputDelays: InputDelay[] };
    return inputDelays.splice(0);
  });
}

/** The value below which a share of them lies. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
