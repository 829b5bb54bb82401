/** A chapter of the plan's PDF: launches counted by category. */
const titles = { en: 'Launches by category', zh: '各类别上新数' };

export const plant = {
  what: 'a PDF chapter (launches by category)',
  into: 'src/export/chapters/by-category',
  files: ['by-category-chapter.ts'],
  lines: [
    {
      file: 'src/export/chapters/plan-chapters.ts',
      before: "import { calendarChapter } from '#export/chapters/calendar/calendar-chapter.ts';",
      text: "import { byCategoryChapter } from '#export/chapters/by-category/by-category-chapter.ts';\n",
    },
    { file: 'src/export/chapters/plan-chapters.ts', before: '  methodChapter,\n];', text: '  byCategoryChapter,\n' },
  ],
  words: Object.entries(titles).map(([language, title]) => ({
    file: `src/i18n/${language}/report.ts`,
    after: '    section: {\n',
    before: '      calendar:',
    text: `      byCategory: '${title}',\n`,
  })),
  test: 'chapter.test.ts',
};
