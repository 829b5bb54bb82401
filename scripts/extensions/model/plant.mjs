/** Holt's linear trend, as a further forecasting model. */
export const plant = {
  what: "a model (Holt's linear trend)",
  into: 'src/engine/models/holt',
  files: ['holt-linear-trend.ts'],
  lines: [
    {
      file: 'src/engine/models/model-registry.ts',
      before: "import { croston, sba, tsb } from './intermittent/intermittent-models.ts';",
      text: "import { holt } from './holt/holt-linear-trend.ts';\n",
    },
    { file: 'src/engine/models/model-registry.ts', before: '  combination,\n] as const;', text: '  holt,\n' },
  ],
  words: [
    ...['en', 'zh'].flatMap((language) => [
      {
        file: `src/i18n/${language}/demand.ts`,
        after: '  method: {\n',
        text: language === 'en' ? "    holt: 'Holt’s linear trend',\n" : "    holt: 'Holt 线性趋势',\n",
      },
      {
        file: `src/i18n/${language}/demand.ts`,
        after: '  methodGloss: {\n',
        text:
          language === 'en'
            ? "    holt: 'Level and trend, each smoothed by its own weight',\n"
            : "    holt: '分别平滑水平与趋势',\n",
      },
    ]),
  ],
  test: 'model.test.ts',
};
