import { type RefObject, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

const waiting: (() => void)[] = [];

function drawNext(): void {
  const draw = waiting.shift();
  if (waiting.length > 0) setTimeout(drawNext);
  if (draw) flushSync(draw);
}

/**
 * Width of the place once it is its turn to be drawn in, null until then: charts of a screen are drawn one a task, since all at
 * once would hold the page for tenths of a second. Where nothing is laid out (a page written as text) `unseen` at once.
 */
export function useTurn(place: RefObject<HTMLElement | null>, unseen: number): number | null {
  const [width, setWidth] = useState(typeof window === 'undefined' ? unseen : null);
  useLayoutEffect(() => {
    const draw = (): void => setWidth(place.current?.clientWidth || unseen);
    waiting.push(draw);
    if (waiting.length === 1) setTimeout(drawNext);
    return () => {
      if (waiting.includes(draw)) waiting.splice(waiting.indexOf(draw), 1);
    };
  }, [place, unseen]);
  return width;
}
