export function planCharacters(): Set<number>;
export function ensurePlanFonts(): string;
