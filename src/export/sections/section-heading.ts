import type { Content, ContentText } from 'pdfmake/interfaces';

/** A section's heading with its bookmark; `newPage` turns the page, lying or upright. */
export function sectionHeading(text: string, newPage?: 'portrait' | 'landscape' | undefined): Content {
  const heading: ContentText & { outline: boolean } = { text, style: 'section', outline: true, headlineLevel: 1 };
  return newPage ? { ...heading, pageBreak: 'before', pageOrientation: newPage, margin: [0, 0, 0, 8] } : heading;
}
