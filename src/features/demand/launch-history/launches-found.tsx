import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { LaunchFinding } from '#engine/launch/history/launch-finding.ts';
import styles from '#features/demand/candidates/candidate-tables.module.css';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { correctLaunchDate, countLaunch } from '#state/candidates/candidates-actions.ts';
import { Button } from '#ui/controls/button.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Dialog } from '#ui/layout/dialog.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { RowActions, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable, sortableColumn } from '#ui/table/data-table.tsx';

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
      cell: ({ firstWeek }) => <span className={styles.line}>{formats.date(firstWeek)}</span>,
      sortBy: ({ firstWeek }) => firstWeek,
    },
    sortableColumn('total', t('candidates.found.total', { weeks: horizon }), formats.count, ({ total }) => total),
    sortableColumn('stockOut', t('candidates.found.stockOut'), formats.count, ({ stockOutWeeks }) => stockOutWeeks),
    sortableColumn('promotion', t('candidates.found.promotion'), formats.count, ({ promotionWeeks }) => promotionWeeks),
    {
      id: 'counts',
      header: t('candidates.found.counts'),
      cell: ({ exclusion, continues, isSingleOrder }) =>
        exclusion === null
          ? t(isSingleOrder ? 'candidates.found.single' : 'candidates.found.yes')
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
  const formats = useFormats();
  const [isMoving, setIsMoving] = useState(false);
  const { productId, exclusion } = finding;
  // One that is too recent is no launch to learn from yet; its first weeks are learnt from unless it is left out.
  const counts = exclusion === null || exclusion === 'too-recent';
  const word = counts ? t('candidates.found.doNotCount') : t('candidates.found.count');
  return (
    <RowActions>
      <Button
        variant="plain"
        aria-label={formats.labelled(word, name)}
        onPress={() => void countLaunch(productId, !counts)}
      >
        {word}
      </Button>
      <Button
        variant="plain"
        aria-label={formats.labelled(t('candidates.found.move'), name)}
        onPress={() => setIsMoving(true)}
      >
        {t('candidate.found.move')}
      </Button>
      {isMoving ? <MoveDialog finding={finding} name={name} onClose={() => setIsMoving(false)} /> : null}
    </RowActions>
  );
}

interface MoveDialogProps {
  readonly finding: LaunchFinding;
  readonly name: string;
  readonly onClose: () => void;
}

/** Another day for a launch: sales before it are left out. */
function MoveDialog({ finding, name, onClose }: MoveDialogProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const { productId, firstWeek, dateSetByHand } = finding;
  const [text, setText] = useState(formatIsoDate(firstWeek));
  const day = parseIsoDate(text);
  const move = (to: number | null): void => {
    onClose();
    void correctLaunchDate(productId, to);
  };
  const shift = (days: number): void => setText(formatIsoDate((Number.isNaN(day) ? firstWeek : day) + days));
  return (
    <Dialog
      title={formats.labelled(t('candidates.found.move'), name)}
      isOpen
      onClose={onClose}
      actions={
        <>
          {dateSetByHand ? <Button onPress={() => move(null)}>{t('candidates.found.back')}</Button> : null}
          <Button variant="primary" isDisabled={Number.isNaN(day)} onPress={() => move(day)}>
            {t('candidates.found.move')}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{t('candidate.found.moveDetail')}</p>
        <Toolbar>
          <TextField label={t('candidate.found.day')} type="date" value={text} onChange={setText} />
          <Button onPress={() => shift(-7)}>{t('candidates.found.earlier')}</Button>
          <Button onPress={() => shift(7)}>{t('candidates.found.later')}</Button>
        </Toolbar>
      </Stack>
    </Dialog>
  );
}
