import { useTranslation } from 'react-i18next';
import type { AudienceReport } from '#engine/audience/describe-audience.ts';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useCandidateName, useCandidates } from '#state/data/product-names.ts';
import { saveFile, toCsv } from '#ui/charts/save-chart.ts';
import { Button } from '#ui/controls/button.tsx';

/** The partners of all candidates as CSV, a row each. */
export function PartnersFile({ audience }: { readonly audience: AudienceReport }) {
  const { t } = useTranslation('demand');
  const candidates = useCandidates();
  const nameOf = useCandidateName();
  const productName = useSeriesName();
  const heads = (
    [
      'candidateId',
      'candidate',
      'rank',
      'productId',
      'product',
      'together',
      'baskets',
      'chance',
      'sum',
      'point',
    ] as const
  ).map((head) => t(`audience.file.${head}`));
  const rowsOf = ({ candidateId, partners }: AudienceReport['candidates'][number]) => {
    const candidate = candidates.find(({ id }) => id === candidateId);
    return partners.map(({ productId, together, baskets, byChance, bundle }, at) => [
      ...[candidateId, candidate ? nameOf(candidate) : candidateId, at + 1, productId, productName(productId)],
      ...[together, baskets, Math.round(byChance * 10) / 10, bundle?.sum ?? '', bundle?.point ?? ''],
    ]);
  };
  const save = (): void =>
    saveFile(t('audience.file.name'), `\uFEFF${toCsv([heads, ...audience.candidates.flatMap(rowsOf)])}`, 'text/csv');
  return (
    <Button variant="quiet" icon="download" onPress={save}>
      {t('audience.file.save')}
    </Button>
  );
}
