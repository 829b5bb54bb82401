import { useTranslation } from 'react-i18next';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { AudienceResult } from '#state/audience/audience-store.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { Stack } from '#ui/layout/panel.tsx';
import { PartnersTable } from './partners-table.tsx';

interface LookedAtProps {
  readonly candidateId: string;
  readonly result: AudienceResult;
}

/** What visitors look at with the nearest relatives of a candidate and after them, and whether interest in it rises. */
export function LookedAt({ candidateId, result }: LookedAtProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const { audience, visits, nextView } = result;
  const report = visits ?? audience;
  const ofVisits = report?.basis === 'sessions' ? report.candidates : [];
  const own = ofVisits.find((each) => each.candidateId === candidateId);
  const told = nextView?.trial.verdict === 'holds' ? nextView.products : [];
  const nearest = own?.partners[0]?.nearest ?? [];
  const views = nearest.flatMap((id) => told.filter(({ productId }) => productId === id));
  const all = views.map(({ productId, followed, next }) => {
    const shares = next.map(({ id, count }) =>
      t('audience.nextShare', { name: nameOf(id), share: formats.percent(count / followed) }),
    );
    return t('audience.nextOf', { name: nameOf(productId), next: formats.items(shares) });
  });
  return (
    <Stack>
      {visits && own ? <PartnersTable own={own} audience={visits} /> : null}
      {all.length > 0 ? <p>{t('audience.next', { all: formats.parts(all) })}</p> : null}
      <Interest candidateId={candidateId} result={result} />
    </Stack>
  );
}

function Interest({ candidateId, result: { interest, lead } }: LookedAtProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const period = useDatasetStore((state) => state.facts.dataset?.panel?.period ?? 'week');
  const own = interest.find((each) => each.candidateId === candidateId);
  if (!own) return null;
  const { basis, recent, before } = own;
  // Two standard errors of a difference of counts: a handful of views more is no rise.
  const rises = recent - before > 2 * Math.sqrt(recent + before);
  return (
    <p>
      {t(`audience.interest.${basis}.${rises ? 'up' : 'down'}`, {
        recent: formats.count(recent),
        before: formats.count(before),
        periods: t(`audience.interest.${period}`),
      })}
      {formats.space}
      {t(
        lead.verdict === 'leads'
          ? `audience.interest.leads.${rises ? 'up' : 'down'}`
          : `audience.interest.${lead.verdict}`,
      )}
    </p>
  );
}
