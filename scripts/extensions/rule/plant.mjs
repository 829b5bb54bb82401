/** At most so many launches a supplier and month, as a further planning rule. */
const id = 'limit-supplier-month';
const texts = {
  en: {
    declared: `    '${id}': {
      title: 'Launches a supplier and month',
      help: 'A column of your candidates names the supplier.',
      column: 'Column with the supplier',
      most: 'Most launches in a month',
    },
`,
    rule: `'${id}': '{{group}} launches as many as it may in that month',\n`,
    broken: `'${id}': 'more launches of {{group}} in one month than it may have',\n`,
    printed: `      '${id}': 'By {{column}}: at most {{most}} launches a month.',\n`,
    printedRule: `'${id}': 'its supplier’s month is full',\n`,
    issue: `  'plan-rule-${id}': 'at most {{max}} launches of {{name}} from {{from}} to {{to}}',\n`,
  },
  zh: {
    declared: `    '${id}': {
      title: '每个供应商每月上新数',
      help: '候选商品表中的一列写明供应商。',
      column: '供应商所在列',
      most: '每月最多上新',
    },
`,
    rule: `'${id}': '{{group}} 当月上新已满',\n`,
    broken: `'${id}': '{{group}} 当月上新超过上限',\n`,
    printed: `      '${id}': '按{{column}}：每月最多上新 {{most}} 款。',\n`,
    printedRule: `'${id}': '该供应商当月已满',\n`,
    issue: `  'plan-rule-${id}': '{{from}} 至 {{to}}，{{name}} 最多上新 {{max}} 款',\n`,
  },
};

export const plant = {
  what: 'a planning rule (launches a supplier and month)',
  into: 'src/engine/planning/rules/supplier-month',
  files: ['supplier-month.ts'],
  lines: [
    {
      file: 'src/engine/planning/rules/declared-rules.ts',
      before: "import type { DeclaredRule } from './define-rule.ts';\n",
      text: "import { supplierMonthRule } from './supplier-month/supplier-month.ts';\n",
    },
    {
      file: 'src/engine/planning/rules/declared-rules.ts',
      after: 'export const declaredRules: readonly DeclaredRule[] = [',
      text: 'supplierMonthRule, ',
    },
  ],
  words: Object.entries(texts).flatMap(([language, text]) => {
    const [plan, report, issues] = ['plan', 'report', 'issues'].map((name) => `src/i18n/${language}/${name}.ts`);
    return [
      { file: plan, after: '\n  rule: {\n', text: `    ${text.rule}` },
      { file: plan, after: '\n  broken: {\n', text: `    ${text.broken}` },
      { file: plan, after: '\n  declared: {\n', text: text.declared },
      { file: report, after: '\n    rule: {\n', text: `      ${text.printedRule}` },
      { file: report, after: '\n    declared: {\n', text: text.printed },
      { file: issues, before: "  'plan-rule-must':", text: text.issue },
    ];
  }),
  test: 'rule.test.ts',
};
