import { useTranslation } from 'react-i18next';
import type { InterestLead } from '#engine/audience/interest-lead.ts';
import type { Followed, NextCategoryOf, NextViewOf } from '#engine/audience/study-next-view.ts';
import type { Panel as PanelOfTime } from '#engine/panel/panel.ts';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useAudienceStore } from '#state/audience/audience-store.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { byIdOf } from '#state/data/product-names.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable, numberColumn } from '#ui/table/data-table.tsx';

/** What visitors look at next, and whether their interest has run ahead of sales. */
export function InterestPanel() {
  const { t } = useTranslation('explore');
  const formats = useFormats();
  const language = useLanguage();
  const job = useAudienceStore((state) => state.job);
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const result = lastReady(job)?.result;
  if (!panel?.views || !result) return null;
  const { nextView, lead } = result;
  const byId = byIdOf(panel.products);
  const nameOf = (id: string): string => {
    const product = byId.get(id);
    return product ? localName(language, product.name, product.nameAlternative) : id;
  };
  const categoryOf = (id: string): string => {
    const product = byId.get(id);
    return product ? localName(language, panel.categories[product.category]) : '';
  };
  const categoryName = (name: string): string => localName(language, name) || t('interest.noCategory');
  const shares = (all: readonly Followed[], whole: number, name: (id: string) => string): string =>
    formats.items(
      all.map(({ id, count }) => t('interest.share', { name: name(id), share: formats.percent(count / whole) })),
    );
  const columns: readonly Column<NextViewOf>[] = [
    { id: 'from', header: t('interest.from'), cell: ({ productId }) => nameOf(productId), isRowHeader: true },
    {
      id: 'category',
      header: t('interest.category'),
      cell: ({ productId }) => categoryOf(productId),
      sortBy: ({ productId }) => categoryOf(productId),
    },
    numberColumn('followed', t('interest.followed'), formats.count),
    {
      id: 'next',
      header: t('interest.next'),
      cell: ({ next, followed }) => shares(next, followed, nameOf),
    },
    {
      id: 'together',
      header: t('interest.together'),
      cell: ({ together, visits }) => shares(together, visits, nameOf),
    },
  ];
  const categoryColumns: readonly Column<NextCategoryOf>[] = [
    {
      id: 'from',
      header: t('interest.category'),
      cell: ({ category }) => categoryName(category),
      isRowHeader: true,
    },
    numberColumn('followed', t('interest.followed'), formats.count),
    {
      id: 'next',
      header: t('interest.next'),
      cell: ({ next, followed }) => shares(next, followed, categoryName),
    },
  ];
  return (
    <Panel
      title={t('interest.title')}
      detail={
        nextView && nextView.sessions > 0
          ? t('interest.detail', { sessions: formats.count(nextView.sessions) })
          : undefined
      }
    >
      <Stack>
        <LeadWords lead={lead} period={panel.period} />
        {nextView ? (
          <p>
            {t(nextView.trial.verdict === 'holds' ? 'interest.how' : `interest.out.${nextView.trial.verdict}`, {
              cases: formats.count(nextView.trial.cases),
              sessions: formats.count(nextView.sessions),
              own: formats.percent(nextView.trial.own),
              baseline: formats.percent(nextView.trial.baseline),
            })}
          </p>
        ) : null}
        {nextView?.trial.verdict === 'holds' && nextView.categories.length > 0 ? (
          <DataTable
            caption={t('interest.byCategory')}
            captionShown
            columns={categoryColumns}
            rows={nextView.categories}
            rowKey={({ category }) => category}
          />
        ) : null}
        {nextView?.trial.verdict === 'holds' && nextView.products.length > 0 ? (
          <DataTable
            caption={t('interest.byProduct')}
            captionShown
            columns={columns}
            rows={nextView.products}
            rowKey={({ productId }) => productId}
            maxHeight={420}
          />
        ) : null}
      </Stack>
    </Panel>
  );
}

function LeadWords({ lead, period }: { readonly lead: InterestLead; readonly period: PanelOfTime['period'] }) {
  const { t } = useTranslation('explore');
  const formats = useFormats();
  return (
    <p>
      {t(`interest.lead.${period}.${lead.verdict}`, {
        ahead: t(`interest.${period}s`, { count: lead.lead }),
        gain: formats.percent(lead.gain, 1),
        error: formats.percent(2 * lead.error, 1),
        periods: formats.count(lead.periods),
        series: t(`interest.series.${lead.level}`, { count: lead.series }),
      })}
    </p>
  );
}
