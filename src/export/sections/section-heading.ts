import type { Content, ContentText } from 'pdfmake/interfaces';
import type { PrintContext } from '#export/print-context.ts';

/**
 * A section's heading with its bookmark. `portrait`, `landscape`: it turns the page. `kept`: it stands in a block that is
 * not broken. Else the printer turns the page where too little room is left below it.
 */
export function sectionHeading(
  text: string,
  { outlineParent }: PrintContext,
  place?: 'portrait' | 'landscape' | 'kept' | undefined,
): Content {
  const outline = { outline: true, ...(outlineParent ? { outlineParentId: outlineParent } : {}) };
  const heading: ContentText & typeof outline = { text, style: 'section', ...outline };
  if (place === undefined) return { ...heading, headlineLevel: 1 };
  if (place === 'kept') return heading;
  return { ...heading, pageBreak: 'before', pageOrientation: place, margin: [0, 0, 0, 8] };
}
