import { useTranslation } from 'react-i18next';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import type { PriceTest } from '#engine/pricing/price-test.ts';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { saveFile, toCsv } from '#ui/charts/save-chart.ts';
import { Button } from '#ui/controls/button.tsx';
import { Stack } from '#ui/layout/panel.tsx';

/** The test that would tell what prices do, in a sentence and as a file to carry out: product, week, price. */
export function PriceTestFile({ test }: { readonly test: PriceTest }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  if (!panel) return null;
  const start = panel.start + 7 * panel.completeTo;
  const heads = (['productId', 'product', 'week', 'price', 'usual'] as const).map((head) => t(`priceTest.${head}`));
  const rows = test.products.flatMap(({ id, price, factors }) =>
    factors.map((factor, w) => {
      const asked = Math.round(100 * factor * price) / 100;
      return [id, nameOf(id), formatIsoDate(start + 7 * w), asked, Math.round(100 * price) / 100];
    }),
  );
  const save = (): void => saveFile(t('priceTest.file'), `\uFEFF${toCsv([heads, ...rows])}`, 'text/csv');
  return (
    <Stack>
      <p>
        {t('priceTest.text', {
          count: test.products.length,
          weeks: test.weeks,
          error: formats.fixed(test.halfWidth95, 1),
        })}
      </p>
      <div>
        <Button variant="quiet" icon="download" onPress={save}>
          {t('priceTest.save')}
        </Button>
      </div>
    </Stack>
  );
}
