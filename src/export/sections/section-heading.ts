import type { Content, ContentText } from 'pdfmake/interfaces';
import type { PrintContext } from '#export/print-context.ts';

/** A section's heading with its bookmark; `newPage` turns the page, lying or upright. */
export function sectionHeading(
  text: string,
  { outlineParent }: PrintContext,
  newPage?: 'portrait' | 'landscape' | undefined,
): Content {
  const outline = { outline: true, ...(outlineParent ? { outlineParentId: outlineParent } : {}) };
  const heading: ContentText & typeof outline = { text, style: 'section', ...outline };
  return newPage ? { ...heading, pageBreak: 'before', pageOrientation: newPage, margin: [0, 0, 0, 8] } : heading;
}
