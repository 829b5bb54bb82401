/** Runs of weeks that bear one name, with their first and last week. */
export function namedRuns(names: readonly string[]): { name: string; from: number; to: number }[] {
  const found: { name: string; from: number; to: number }[] = [];
  names.forEach((name, w) => {
    const last = found.at(-1);
    if (last && name !== '' && last.name === name && last.to === w - 1) last.to = w;
    else if (name !== '') found.push({ name, from: w, to: w });
  });
  return found;
}
