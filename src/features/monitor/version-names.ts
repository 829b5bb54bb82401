import { useTranslation } from 'react-i18next';
import type { Issue } from '#engine/issue.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { BuiltInRule, PlanViolation } from '#engine/planning/rules/plan-figures.ts';
import { type ReportWords, reportWords } from '#export/report-words.ts';
import { eventName } from '#i18n/event-name.ts';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';

/** Names of a committed plan's candidates in the reader's language, by id. */
export function useLaunchNames({ candidates }: CommittedPlan): (candidateId: string) => string {
  const language = useLanguage();
  const names = new Map(
    candidates.map(({ id, name, nameAlternative }) => [id, localName(language, name, nameAlternative || undefined)]),
  );
  return (id) => names.get(id) ?? id;
}

/** What the review says of a plan, in the page's own words: it has those of the monitor at hand. */
export function useReviewWords(currency: string): ReportWords {
  const { t } = useTranslation('monitor');
  const language = useLanguage();
  const formats = useFormats();
  return reportWords({ language, formats, t: t as unknown as ReportWords['t'] }, currency);
}

/** Issues of the monitor in words: days in them are dates, not numbers. */
export function useMonitorIssueWords(): (issue: Issue) => string {
  const words = useIssueWords();
  const formats = useFormats();
  const language = useLanguage();
  const dated = ['week', 'start'];
  return ({ code, params = {} }) => {
    const spoken = Object.fromEntries(
      Object.entries(params).map(([key, value]) => [
        key,
        dated.includes(key) && typeof value === 'number'
          ? formats.date(value)
          : key === 'category'
            ? localName(language, String(value))
            : key === 'event'
              ? eventName(language, String(value))
              : value,
      ]),
    );
    // Weeks before the plan are its history; files that hold nothing else are told apart.
    return words({
      code: code === 'actuals-before-plan' && 'weeks' in params ? 'actuals-history' : code,
      params: spoken,
    });
  };
}

/** How accepting single lines breaks a rule of the plan, in words. */
export function useBrokenRules(plan: CommittedPlan): (violation: PlanViolation) => string {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const nameOf = useLaunchNames(plan);
  const { instance, startDay } = plan;
  const language = useLanguage();
  const weekOf = (week: number | undefined): string => (week === undefined ? '' : formats.date(startDay + 7 * week));
  return ({ rule, week, category, group, from, to, other }) =>
    t(rule === 'budget' && from !== undefined ? 'broken.budget-period' : `broken.${rule as BuiltInRule}`, {
      week: weekOf(week),
      category: category === undefined ? '' : localName(language, instance.categories[category].name),
      group: rule === 'slots' ? eventName(language, (group ?? '').replace(/@\d+$/, '')) : (group ?? ''),
      from: weekOf(from),
      to: weekOf(to),
      other: other === undefined ? '' : nameOf(instance.products[other].id),
    });
}
