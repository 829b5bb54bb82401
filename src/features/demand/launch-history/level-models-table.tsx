import { useTranslation } from 'react-i18next';
import type { CandidateRival } from '#engine/cannibalisation/candidate-rivals.ts';
import styles from '#features/demand/candidates/candidate-tables.module.css';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable, numberColumn } from '#ui/table/data-table.tsx';

/** An effect whose 80 % range holds none at all can't be told from none. */
function readEffect({ lo80, hi80 }: CandidateRival): 'takes' | 'brings' | 'unclear' {
  if (hi80 < 0) return 'takes';
  return lo80 > 0 ? 'brings' : 'unclear';
}

/** Whose sales the candidate takes, or helps: other candidates and products on sale. There once a plan is. */
export function LevelModelsTable({ candidateId }: { readonly candidateId: string }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const candidates = useDatasetStore((state) => state.facts.dataset?.candidates);
  const language = useLanguage();
  const job = usePlanStore((state) => state.job);
  const rivals = job.status === 'ready' ? job.result.built.rivals : undefined;
  if (!rivals) return null;
  const own = rivals.filter((rival) => rival.candidateId === candidateId);
  const otherName = ({ other, otherId }: CandidateRival): string => {
    if (other === 'on-sale') return nameOf(otherId);
    const candidate = candidates?.find(({ id }) => id === otherId);
    return candidate ? localName(language, candidate.name, candidate.nameAlternative) : otherId;
  };
  const signed = (share: number): string => `${share > 0 ? '+' : ''}${formats.percent(share)}`;
  const columns: readonly Column<CandidateRival>[] = [
    { id: 'name', header: t('candidate.rivals.name'), cell: otherName, isRowHeader: true },
    { id: 'kind', header: t('candidate.rivals.kind'), cell: ({ other }) => t(`candidate.rivals.kinds.${other}`) },
    numberColumn('effect', t('candidate.rivals.effect'), signed),
    {
      id: 'range',
      header: t('candidates.column.range'),
      align: 'end',
      cell: ({ lo80, hi80 }) => `${signed(lo80)} … ${signed(hi80)}`,
    },
    {
      id: 'reading',
      header: t('candidate.rivals.reading'),
      cell: (rival) => <span className={styles.line}>{t(`candidate.rivals.readings.${readEffect(rival)}`)}</span>,
    },
  ];
  return (
    <Disclosure title={t('candidate.rivals.title', { count: own.length })}>
      <Stack>
        <p>
          {own.length === 0
            ? t('candidate.rivals.none')
            : t(own[0].source === 'history' ? 'candidate.rivals.history' : 'candidate.rivals.prior')}
        </p>
        {own.length > 0 ? (
          <DataTable
            caption={t('candidate.rivals.caption')}
            columns={columns}
            rows={own}
            rowKey={({ other, otherId }) => `${other} ${otherId}`}
          />
        ) : null}
      </Stack>
    </Disclosure>
  );
}
