import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { DatasetFacts } from '#state/data/dataset-store.ts';
import { Finding } from '#ui/feedback/finding.tsx';
import { useCounted } from './use-counted.ts';

/** Figures below this are written out: they are compared with those of the file. */
const leastShort = 1e6;

/** What the files amount to, in one sentence, and what that rests on. */
export function DataFinding({ facts }: { readonly facts: DatasetFacts }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const counted = useCounted();
  const { dataset, reconciliation, questions, files } = facts;
  if (!dataset) return null;
  const { panel } = dataset;
  const fingerprint = dataset.fingerprint.slice(0, 8);
  const read = files.filter(({ state }) => state !== 'failed');
  const sales = files.filter((file) => file.kind === 'sales' && file.state === 'imported');
  const days = sales.flatMap((file) =>
    file.firstDay === null || file.lastDay === null ? [] : [file.firstDay, file.lastDay],
  );
  const dateOf = panel?.period === 'month' ? formats.month : formats.date;
  const basis = reconciliation
    ? t('finding.basis', {
        accepted: formats.count(reconciliation.rowsAccepted),
        read: formats.count(reconciliation.rowsRead),
        from: dateOf(Math.min(...days)),
        to: dateOf(Math.max(...days)),
        fingerprint,
      })
    : t('finding.basisFiles', { files: counted('files', read.length), fingerprint });
  const sentence = (): string => {
    if (!panel || !reconciliation) {
      if (questions.length === 1) return t('finding.question');
      return questions.length > 1 ? t('finding.questions', { count: questions.length }) : t('finding.noSales');
    }
    const { unitsInPanel, revenueInPanel } = reconciliation;
    const noUnits = panel.unitsKnown === false;
    const noMoney = !noUnits && reconciliation.revenueKnown === false;
    return t(noUnits ? 'finding.salesNoUnits' : noMoney ? 'finding.salesUnitsOnly' : 'finding.sales', {
      products: counted(noUnits ? 'series' : 'products', panel.products.length),
      weeks: t(panel.period === 'month' ? 'months' : 'weeks', { count: panel.periods }),
      units: formats[unitsInPanel < leastShort ? 'count' : 'short'](unitsInPanel),
      revenue: formats[revenueInPanel < leastShort ? 'money' : 'shortMoney'](revenueInPanel, dataset.currency),
    });
  };
  const differs = reconciliation !== null && reconciliation.unitsAccepted !== reconciliation.unitsInPanel;
  const units = differs && formats.count(reconciliation.unitsAccepted);
  const taken = units && t('finding.differs', { units, part: t('reconciliation.title') });
  return <Finding basis={formats.sentences([basis, taken])}>{sentence()}</Finding>;
}
