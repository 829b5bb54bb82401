import { describe, expect, it } from 'vitest';
import { createReportWords } from '#export/create-report-words.ts';
import { findingSentences } from '#export/finding.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { createExamplePlan } from '#export/testing/example-plan.ts';
import { dictionaries } from '#i18n/dictionaries.ts';

const example = createExamplePlan(5);
const { headline } = example;

describe.each(['en', 'zh'] as const)('page 1 in %s', (language) => {
  const words = createReportWords(language, 'CNY');
  const { summary, draft } = dictionaries[language].report.pdf;
  const said = (change: Partial<PlanDocument['headline']>): string =>
    words.sentences(findingSentences({ ...example, headline: { ...headline, ...change } }, words));
  /** A text without its figures: what stands before the first of them. */
  const start = (text: string): string => text.split('{{')[0].trim();

  it('says what the original weeks earn, and never without the rules that they break', () => {
    expect(said({})).toContain(start(summary.better));
    const broken = said({ baselineBroken: 4, baselineProfit: headline.profit * 1.2 });
    expect(broken).toContain(summary.breaks_other.split('{{baseline')[0].replace('{{count}}', '4').trim());
    expect(broken).not.toContain(start(summary.worse));
  });

  it('leaves them out where it is not known what they break: under other rules, or beside a plan that breaks some itself', () => {
    for (const change of [{ isOfOtherRules: true }, { broken: 2 }])
      for (const text of [summary.better, summary.worse, summary.breaks_other])
        expect(said(change)).not.toContain(start(text));
  });

  it('begins a draft by saying so and why, and proves nothing', () => {
    const text = said({ draft: ['no-launches', 'short-history'], weeksOfSales: 13 });
    expect(text.startsWith(draft.title)).toBe(true);
    expect(text).toContain(draft['no-launches']);
    expect(text).toMatch(/13/);
    expect(text).not.toMatch(/proven|证明|Over the launch weeks|只就上新周/);
  });
});
