import { useTranslation } from 'react-i18next';
import type { PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import type { Formats } from '#i18n/formats.ts';
import type { Language } from '#i18n/language.ts';
import { localName } from '#i18n/local-name.ts';
import { changeOwner } from '#state/plan/plan-edits.ts';
import { TextField } from '#ui/controls/text-field.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import { DataTable } from '#ui/table/data-table.tsx';

export interface LaunchesPanelProps {
  readonly document: PlanDocument;
  readonly formats: Formats;
  readonly language: Language;
}

/** The launches as the document lists them, each with a field for whoever sees to it. */
export function LaunchesPanel({ document, formats, language }: LaunchesPanelProps) {
  const { t } = useTranslation('report');
  const { launches, currency, asked } = document;
  const nameOf = ({ name, nameAlternative }: PlannedLaunch): string =>
    localName(language, name, nameAlternative || undefined);
  return (
    <Panel title={t('step.launches.title')}>
      <DataTable<PlannedLaunch>
        caption={t('step.launches.caption')}
        rows={launches}
        rowKey={(launch) => launch.id}
        maxHeight={480}
        columns={[
          {
            id: 'week',
            header: t('step.launches.week'),
            cell: (launch) => formats.date(launch.week),
            isNarrow: true,
            sortBy: (launch) => launch.week,
          },
          {
            id: 'product',
            header: t('step.launches.product'),
            cell: nameOf,
            isRowHeader: true,
          },
          {
            id: 'initialOrder',
            header: t('step.launches.initialOrder'),
            cell: (launch) => formats.count(launch.initialOrder),
            align: 'end',
            sortBy: (launch) => launch.initialOrder,
          },
          {
            id: 'units',
            header: t('step.launches.units'),
            cell: (launch) => formats.count(launch.units),
            align: 'end',
            sortBy: (launch) => launch.units,
          },
          {
            id: 'revenue',
            header: t('step.launches.revenue'),
            cell: (launch) => formats.money(launch.revenue, currency),
            align: 'end',
            sortBy: (launch) => launch.revenue,
          },
          ...(asked.hasCosts
            ? [
                {
                  id: 'profit',
                  header: t('step.launches.profit'),
                  cell: (launch: PlannedLaunch) => formats.money(launch.profit, currency),
                  align: 'end' as const,
                  sortBy: (launch: PlannedLaunch) => launch.profit,
                },
              ]
            : []),
          {
            id: 'owner',
            header: t('step.launches.owner'),
            cell: (launch) => (
              <TextField
                label={t('step.launches.ownerOf', { name: nameOf(launch) })}
                labelHidden
                maxLength={60}
                value={launch.owner}
                onChange={(owner) => changeOwner(launch.id, owner)}
              />
            ),
          },
        ]}
      />
    </Panel>
  );
}
