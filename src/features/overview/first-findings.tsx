import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { toEpochDay } from '#engine/calendar/epoch-day.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useCandidateName, useCandidates, useCategoryName } from '#state/data/product-names.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import styles from './overview.module.css';
import { toSalesFacts } from './to-sales-facts.ts';

/** What is known while the first plan is made, line by line as it is found. */
export function FirstFindings() {
  const sentences = [useSalesSentence(), useYearSentence(), useCandidateSentence(), usePlanSoFar()].filter(
    (sentence) => sentence !== '',
  );
  return (
    <ul className={styles.findings} aria-live="polite">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function useSalesSentence(): string {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { dataset, reconciliation } = useDatasetStore((state) => state.facts);
  if (!dataset?.panel || !reconciliation || dataset.panel.unitsKnown === false) return '';
  return t(reconciliation.revenueKnown === false ? 'first.units' : 'first.sales', {
    products: formats.count(dataset.panel.products.length),
    units: formats.short(reconciliation.unitsInPanel),
    revenue: formats.shortMoney(reconciliation.revenueInPanel, dataset.currency),
  });
}

function useYearSentence(): string {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const categoryName = useCategoryName();
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const facts = useMemo(() => panel && toSalesFacts(panel), [panel]);
  if (!facts) return '';
  const { month, monthShare, category } = facts;
  const best = t('first.month', {
    month: formats.monthOnly(toEpochDay(2025, month, 1)),
    share: formats.percent(monthShare),
  });
  if (!category) return best;
  const strongest = t('first.category', {
    category: categoryName(category.name) || t('first.none'),
    share: formats.percent(category.share),
  });
  return formats.sentences([best, strongest]);
}

function useCandidateSentence(): string {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const nameOf = useCandidateName();
  const candidates = useCandidates();
  const job = useCandidatesStore((state) => state.job);
  const weeks = useSettingsStore((state) => state.horizonWeeks);
  if (job.status !== 'ready') return '';
  const { forecasts } = job.result;
  if (forecasts.length === 0) return '';
  const best = forecasts.reduce((a, b) => (b.total > a.total ? b : a));
  const candidate = candidates.find(({ id }) => id === best.id);
  return t('first.candidate', {
    name: candidate ? nameOf(candidate) : best.id,
    units: formats.short(best.total),
    weeks,
  });
}

function usePlanSoFar(): string {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const best = usePlanStore(({ job, settings }) => {
    const search = job.status === 'running' ? job.progress?.search : null;
    return search?.phase === 'searching' && settings.objective === 'profit' ? search.best : Number.NaN;
  });
  const currency = useDatasetStore((state) => state.facts.dataset?.currency ?? '');
  return Number.isFinite(best) ? t('first.plan', { value: formats.shortMoney(best, currency) }) : '';
}
