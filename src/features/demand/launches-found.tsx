import { useTranslation } from 'react-i18next';
import type { LaunchFinding } from '#engine/launch/launch-finding.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { correctLaunchDate, countLaunch } from '#state/candidates-actions.ts';
import { Button } from '#ui/button.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Menu } from '#ui/menu.tsx';
import { Stack, Toolbar } from '#ui/panel.tsx';
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
      id: 'stockOut',
      header: t('candidates.found.stockOut'),
      align: 'end',
      cell: ({ stockOutWeeks }) => formats.count(stockOutWeeks),
      sortBy: ({ stockOutWeeks }) => stockOutWeeks,
    },
    {
      id: 'promotion',
      header: t('candidates.found.promotion'),
      align: 'end',
      cell: ({ promotionWeeks }) => formats.count(promotionWeeks),
      sortBy: ({ promotionWeeks }) => promotionWeeks,
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
      cell: (finding) => <LaunchActions finding={finding} name={nameOf(finding.productId)} />,
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

/** Counts a launch or not, and moves its week where the first sale was not the launch. */
function LaunchActions({ finding, name }: { readonly finding: LaunchFinding; readonly name: string }) {
  const { t } = useTranslation('demand');
  const { productId, exclusion, firstWeek, dateSetByHand } = finding;
  const move = (id: string, label: string, day: number | null) => ({
    id,
    label,
    onAction: () => void correctLaunchDate(productId, day),
  });
  const counts = exclusion === null;
  const word = counts ? t('candidates.found.doNotCount') : t('candidates.found.count');
  return (
    <Toolbar>
      {exclusion === 'too-recent' ? null : (
        <Button variant="plain" aria-label={`${word}: ${name}`} onPress={() => void countLaunch(productId, !counts)}>
          {word}
        </Button>
      )}
      <Menu
        label={`${t('candidates.found.move')}: ${name}`}
        iconOnly
        entries={[
          move('later', t('candidates.found.later'), firstWeek + 7),
          move('earlier', t('candidates.found.earlier'), firstWeek - 7),
          ...(dateSetByHand ? [move('back', t('candidates.found.back'), null)] : []),
        ]}
      />
    </Toolbar>
  );
}
