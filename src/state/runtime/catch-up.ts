/**
 * Work that is asked for faster than it is done: while it is under way nothing else begins, and whatever is asked for meanwhile
 * comes to one more time. `isAsked` tells the work that it is out of date already. The answer resolves when all is done.
 */
export function createCatchUp(work: (isAsked: () => boolean) => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  let isAsked = false;
  const catchUp = async (): Promise<void> => {
    while (isAsked) {
      isAsked = false;
      await work(() => isAsked);
    }
  };
  return () => {
    isAsked = true;
    underWay ??= catchUp().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}
