/** The launches as JSON, for another program. */
const texts = {
  en: "    json: 'Data',\n    jsonAction: 'Save as JSON',\n",
  zh: "    json: '数据',\n    jsonAction: '另存为 JSON',\n",
};

export const plant = {
  what: 'an export format (launches as JSON)',
  into: 'src/state/report/exports/json',
  files: ['json-export.ts'],
  lines: [
    {
      file: 'src/state/report/exports/plan-exports.ts',
      before: "import { pdfExport } from './pdf/pdf-export.ts';",
      text: "import { jsonExport } from './json/json-export.ts';\n",
    },
    { file: 'src/state/report/exports/plan-exports.ts', before: '  pictureExport,\n];', text: '  jsonExport,\n' },
  ],
  words: Object.entries(texts).map(([language, text]) => ({
    file: `src/i18n/${language}/report-files.ts`,
    after: '  panel: {\n',
    text,
  })),
  test: 'export.test.ts',
};
