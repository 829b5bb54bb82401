/** The week in which most was sold, as a further computation with a persisted result. */
const labels = { en: 'Finding the best week', zh: '查找销量最高的一周' };

export const plant = {
  what: 'a computation with a persisted result (the best week)',
  into: 'src/state/best-week',
  files: ['best-week.ts'],
  lines: [
    {
      file: 'src/state/runtime/computations.ts',
      before: "import { candidatesComputation } from '#state/candidates/candidates-actions.ts';",
      text: "import { bestWeekComputation } from '#state/best-week/best-week.ts';\n",
    },
    {
      file: 'src/state/runtime/computations.ts',
      before: '] as const satisfies readonly Work[];',
      text: '  bestWeekComputation,\n',
    },
    {
      file: 'src/storage/slices/slices.ts',
      after: '  monitor: monitorSlice,\n',
      text: "  'best-week': defineSlice(jobSchema(s.object({ week: s.day, units: s.figure }))),\n",
    },
    {
      file: 'src/storage/slices/slices.ts',
      before: "import { faultOf } from './schema.ts';\n",
      text: "import { jobSchema } from './forecast-schema.ts';\nimport * as s from './schema.ts';\n",
    },
    {
      file: 'src/storage/slices/slices.ts',
      before: "import type { Slice } from './slice.ts';\n",
      text: "import { defineSlice } from './slice.ts';\n",
    },
  ],
  // Said while it is under way, and of a result that could not be read back.
  words: Object.entries(labels).flatMap(([language, label]) => [
    { file: `src/i18n/${language}/overview.ts`, after: '  work: {\n', text: `    'best-week': '${label}',\n` },
    { file: `src/i18n/${language}/shell.ts`, after: '    parts: {\n', text: `      'best-week': '${label}',\n` },
  ]),
  test: 'computation.test.ts',
};
