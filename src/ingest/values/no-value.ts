const written = /^(?:\\N|NULL|\(null\)|<NA>|NaN|NaT)$/;

/** A cell without surrounding blanks, '' for what databases and their tools write where there is nothing. */
export function withoutNull(text: string): string {
  // Every cell of a file may be asked about: most begin with none of these.
  const first = text.charCodeAt(0);
  return (first === 78 || first === 92 || first === 40 || first === 60) && written.test(text) ? '' : text;
}
