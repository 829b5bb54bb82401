import type { Page } from '@playwright/test';

export interface FrameDelays {
  readonly frames: number;
  /** Milliseconds between frames: median, 99th percentile, largest. */
  readonly median: number;
  readonly p99: number;
  readonly largest: number;
  /** Tasks over 50 ms that the browser's observer saw on the main thread, and the longest of them in ms. */
  readonly longTasks: number;
  readonly longestTask: number;
  /** From a press or key to the picture that answers it, the longest: ms in steps of 8, 0 where all are below 16 (Event Timing). */
  readonly toNextPaint: number;
}

/** Watches the main thread until `until` is settled: time from frame to frame and the browser's own list of long tasks. */
export async function watchFrames(page: Page, until: Promise<unknown>): Promise<FrameDelays> {
  await page.evaluate(() => {
    const watch = { delays: [] as number[], tasks: [] as number[], answers: [] as number[], stopped: false };
    (window as unknown as { frameWatch: typeof watch }).frameWatch = watch;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) watch.tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    const timing: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', durationThreshold: 16 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEventTiming & { readonly interactionId: number })[])
        if (entry.interactionId > 0) watch.answers.push(entry.duration);
    }).observe(timing);
    let last = performance.now();
    const tick = (now: number): void => {
      watch.delays.push(now - last);
      last = now;
      if (!watch.stopped) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await until;
  return page.evaluate(() => {
    const { frameWatch: watch } = window as unknown as {
      frameWatch: { delays: number[]; tasks: number[]; answers: number[]; stopped: boolean };
    };
    watch.stopped = true;
    const sorted = watch.delays.slice(1).sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return {
      frames: sorted.length,
      median: at(0.5),
      p99: at(0.99),
      largest: at(1),
      longTasks: watch.tasks.length,
      longestTask: Math.max(0, ...watch.tasks),
      toNextPaint: Math.max(0, ...watch.answers),
    };
  });
}
