import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { compareVersions, openVersion, selectVersion } from '#state/monitor/monitor-actions.ts';
import { type Commitment, useMonitorStore } from '#state/monitor/monitor-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { ComparedVersions } from './compared-versions.tsx';
import styles from './monitor.module.css';

/** Every version ever committed: which is followed, which follows which, and the difference of two. */
export function VersionsPanel({ current }: { readonly current: Commitment }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const versions = useMonitorStore((state) => state.versions);
  const nameOf = (id: string): string => versions.find(({ plan }) => plan.id === id)?.plan.name ?? id;
  const columns: Column<Commitment>[] = [
    { id: 'name', header: t('versions.name'), cell: ({ plan }) => plan.name, isRowHeader: true },
    {
      id: 'committed',
      header: t('versions.committed'),
      align: 'end',
      cell: ({ plan }) => formats.date(Math.floor(plan.committedAt / 86_400_000)),
      sortBy: ({ plan }) => plan.committedAt,
    },
    {
      id: 'launches',
      header: t('versions.launches'),
      align: 'end',
      cell: ({ plan }) => formats.count(plan.weeks.filter((week) => week >= 0).length),
    },
    {
      id: 'profit',
      header: t(current.plan.hasCosts ? 'versions.profit' : 'versions.revenue'),
      align: 'end',
      cell: ({ plan }) => formats.money(plan.profit.mean, plan.currency),
      sortBy: ({ plan }) => plan.profit.mean,
    },
    {
      id: 'known',
      header: t('versions.known'),
      align: 'end',
      cell: ({ actuals }) => formats.count(actuals?.weeks ?? 0),
    },
    {
      id: 'state',
      header: t('versions.state'),
      cell: ({ isOpen, plan }) => (
        <>
          {t(isOpen ? 'versions.open' : 'versions.closed')}
          {formats.space}
          <Button variant="plain" onPress={() => void openVersion(plan.id, !isOpen)}>
            {t(isOpen ? 'versions.close' : 'versions.reopen')}
          </Button>
        </>
      ),
    },
  ];
  const { plan } = current;
  const { mean, lo80, hi80 } = plan.profit;
  const money = (value: number): string => formats.shortMoney(value, plan.currency);
  return (
    <Panel title={t('versions.title')} detail={t('versions.detail')}>
      <Stack>
        <DataTable
          caption={t('versions.title')}
          columns={columns}
          rows={versions}
          rowKey={({ plan: { id } }) => id}
          onSelect={({ plan: { id } }) => void (id === plan.id ? undefined : selectVersion(id))}
          isSelected={({ plan: { id } }) => id === plan.id}
          maxHeight={320}
        />
        <p className={styles.small}>
          {[
            plan.note,
            plan.follows === null ? '' : t('versions.follows', { name: nameOf(plan.follows) }),
            t('versions.range', { mean: money(mean), lo: money(lo80), hi: money(hi80) }),
            t('versions.data', { fingerprint: plan.fingerprint.slice(0, 12), seed: plan.seed }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {versions.length > 1 ? <CompareChoice current={current} versions={versions} /> : null}
      </Stack>
    </Panel>
  );
}

interface CompareProps {
  readonly current: Commitment;
  readonly versions: readonly Commitment[];
}

function CompareChoice({ current, versions }: CompareProps) {
  const { t } = useTranslation('monitor');
  const compared = useMonitorStore((state) => state.compared);
  const [before, setBefore] = useState(current.plan.follows ?? versions[0].plan.id);
  const [after, setAfter] = useState(current.plan.id);
  const options = versions.map(({ plan }) => ({ value: plan.id, label: plan.name }));
  return (
    <Stack>
      <Toolbar>
        <Select label={t('versions.before')} options={options} value={before} onChange={setBefore} />
        <Select label={t('versions.after')} options={options} value={after} onChange={setAfter} />
        <Button isDisabled={before === after} onPress={() => void compareVersions(before, after)}>
          {t('versions.compare')}
        </Button>
      </Toolbar>
      {compared ? <ComparedVersions {...compared} versions={versions} /> : null}
    </Stack>
  );
}
