import { useTranslation } from 'react-i18next';
import type { Candidate } from '#engine/panel/candidate.ts';
import { localName } from '#i18n/local-name.ts';
import { useDatasetStore } from '#state/dataset-store.ts';
import type { PlanResult } from '#state/plan-store.ts';

const none: readonly Candidate[] = [];

/** The candidates of the data at hand. */
export function useCandidates(): readonly Candidate[] {
  return useDatasetStore((state) => state.facts.dataset?.candidates ?? none);
}

/** Names in the reader's language: of the problem's products by index, and of its categories. */
export function useProductNames(result: PlanResult): (product: number) => string {
  const candidates = useCandidates();
  const { i18n } = useTranslation();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  return (product) => {
    const { id } = result.built.instance.products[product];
    const candidate = byId.get(id);
    return candidate ? localName(language, candidate.name, candidate.nameAlternative) : id;
  };
}

/** A category's name in the reader's language. */
export function useCategoryName(): (name: string) => string {
  const { i18n } = useTranslation();
  return (name) => localName(i18n.language === 'zh' ? 'zh' : 'en', name);
}
