import { useTranslation } from 'react-i18next';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import { localName } from '#i18n/local-name.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/dataset-store.ts';
import type { PlanResult } from '#state/plan-store.ts';

/** Words for the products (by index in the problem) and weeks of a plan, in the reader's language. */
export function usePlanNames({ built }: PlanResult): {
  readonly product: (product: number) => string;
  readonly week: (week: number) => string;
} {
  const { i18n } = useTranslation();
  const formats = useFormats();
  const dataset = useDatasetStore((state) => state.facts.dataset);
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const byId = new Map(dataset?.candidates.map((candidate) => [candidate.id, candidate]));
  return {
    product: (product) => {
      const { id } = built.instance.products[product];
      const candidate = byId.get(id);
      return candidate ? localName(language, candidate.name, candidate.nameAlternative) : id;
    },
    week: (week) => {
      const { year, week: number } = isoWeek(built.startDay + 7 * week);
      return formats.week(year, number);
    },
  };
}
