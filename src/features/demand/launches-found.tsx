import { useTranslation } from 'react-i18next';
import type { LaunchFinding } from '#engine/launch/launch-finding.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { countLaunch } from '#state/candidates-actions.ts';
import { Button } from '#ui/button.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Stack } from '#ui/panel.tsx';
import { useSeriesName } from './series-names.ts';

interface LaunchesFoundProps {
  readonly findings: readonly LaunchFinding[];
  readonly horizon: number;
}

/** Which products' first sales are launches to learn from, and why others are not; each can be overruled. */
export function LaunchesFound({ findings, horizon }: LaunchesFoundProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const used = findings.filter(({ exclusion }) => exclusion === null).length;
  const rows = [...findings].sort(
    (a, b) => Number(a.exclusion !== null) - Number(b.exclusion !== null) || b.firstWeek - a.firstWeek,
  );
  const columns: readonly Column<LaunchFinding>[] = [
    { id: 'name', header: t('candidates.found.name'), cell: ({ productId }) => nameOf(productId), isRowHeader: true },
    {
      id: 'date',
      header: t('candidates.found.date'),
      cell: ({ firstWeek }) => formats.date(firstWeek),
      sortBy: ({ firstWeek }) => firstWeek,
    },
    {
      id: 'total',
      header: t('candidates.found.total', { weeks: horizon }),
      align: 'end',
      cell: ({ total }) => formats.count(total),
      sortBy: ({ total }) => total,
    },
    {
      id: 'counts',
      header: t('candidates.found.counts'),
      cell: ({ exclusion, continues }) =>
        exclusion === null
          ? t('candidates.found.yes')
          : t(`candidates.found.exclusion.${exclusion}`, { other: continues ? nameOf(continues) : '' }),
    },
    {
      id: 'say',
      header: t('candidates.analogueColumn.wish'),
      cell: ({ productId, exclusion }) => {
        if (exclusion === 'too-recent') return null;
        const word = exclusion === null ? t('candidates.found.doNotCount') : t('candidates.found.count');
        return (
          <Button
            variant="plain"
            aria-label={`${word}: ${nameOf(productId)}`}
            onPress={() => void countLaunch(productId, exclusion !== null)}
          >
            {word}
          </Button>
        );
      },
    },
  ];
  return (
    <Disclosure title={t('candidates.found.title', { used: formats.count(used), all: formats.count(findings.length) })}>
      <Stack>
        <p>{t('candidates.found.detail', { weeks: horizon })}</p>
        <DataTable
          caption={t('candidates.found.caption')}
          columns={columns}
          rows={rows}
          rowKey={({ productId }) => productId}
          maxHeight={360}
        />
      </Stack>
    </Disclosure>
  );
}
