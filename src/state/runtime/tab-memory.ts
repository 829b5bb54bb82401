/** What outlives a reload of this tab; a browser that keeps nothing for this page throws at the name alone. */
export const tabMemory = {
  get(key: string): string | null {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  },
  /** `null` takes it away. */
  set(key: string, value: string | null): void {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, value);
    } catch {
      // Nothing is remembered: the page opens on what was opened last.
    }
  },
  clear(): void {
    try {
      sessionStorage.clear();
    } catch {
      // There is nothing to clear.
    }
  },
};
