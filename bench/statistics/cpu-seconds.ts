/**
 * CPU seconds a call of this process (all its threads): the least of `batches` batches of calls that fill `least`
 * seconds each. The work is called a few times first, so that the compiler is warm.
 */
export function cpuSeconds(work: () => void, least = 0.1, batches = 5): number {
  const batch = (calls: number): number => {
    const start = process.cpuUsage();
    for (let i = 0; i < calls; i++) work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  let calls = 1;
  let took = batch(calls);
  while (took < least) {
    calls *= 2;
    took = batch(calls);
  }
  let best = took / calls;
  for (let b = 1; b < batches && took < 5; b++) best = Math.min(best, batch(calls) / calls);
  return best;
}
