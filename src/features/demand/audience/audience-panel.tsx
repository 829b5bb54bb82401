import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidateAudience } from '#engine/audience/describe-audience.ts';
import type { Issue } from '#engine/issue.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { audienceComputation, saveBuyers } from '#state/audience/audience-actions.ts';
import { type AudienceResult, isSameForAll, useAudienceStore } from '#state/audience/audience-store.ts';
import { selectCandidate } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { useCandidateName, useCandidates } from '#state/data/product-names.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import { Button } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Switch } from '#ui/controls/switch.tsx';
import { Stat, Stats } from '#ui/feedback/finding.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { AudiencePairs } from './audience-pairs.tsx';
import { CategoryProposals } from './category-proposals.tsx';
import { LookedAt } from './looked-at.tsx';
import { PartnersFile } from './partners-file.tsx';
import { PartnersTable } from './partners-table.tsx';
import { useTrialFigures } from './trial-figures.ts';

/** Who buys each candidate, what is bought with it, which launches want the same buyers, and categories for those without one. */
export function AudiencePanel() {
  const { t } = useTranslation('demand');
  const words = useIssueWords();
  const job = useAudienceStore((state) => state.job);
  const candidates = useCandidates();
  if (candidates.length === 0 || job.status === 'idle') return null;
  const shown = lastReady(job)?.result;
  return (
    <Panel
      title={t('audience.title')}
      detail={shown ? <Basis result={shown} /> : undefined}
      actions={
        job.status === 'failed' ? (
          <Button variant="quiet" onPress={() => void audienceComputation.start()}>
            {t('audience.again')}
          </Button>
        ) : undefined
      }
    >
      <Stack>
        {job.status === 'running' && <ProgressBar label={t('audience.running')} value={null} />}
        {job.status === 'failed' && <Notice tone="error" title={words(job.issue)} />}
        {shown?.audience && <ByCandidate result={shown} />}
        {shown && <CategoryProposals categories={shown.categories} />}
      </Stack>
    </Panel>
  );
}

function Basis({ result: { audience, oneIn } }: { readonly result: AudienceResult }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  if (!audience) return t('audience.none');
  return (
    <>
      {t(`audience.detail.${audience.basis}`, {
        baskets: formats.count(audience.baskets),
        from: formats.date(audience.from),
        to: formats.date(audience.to),
        customers: formats.count(audience.customers),
      })}
      {oneIn > 1 ? ` ${t('audience.sample', { oneIn: formats.count(oneIn) })}` : null}
    </>
  );
}

function ByCandidate({ result }: { readonly result: AudienceResult }) {
  const { t } = useTranslation('demand');
  const candidates = useCandidates();
  const nameOf = useCandidateName();
  const selected = useCandidatesStore((state) => state.selected);
  const { audience } = result;
  const own = audience?.candidates.find(({ candidateId }) => candidateId === selected) ?? audience?.candidates[0];
  if (!audience || !own) return null;
  return (
    <>
      <Toolbar>
        <Select
          label={t('audience.which')}
          value={own.candidateId}
          options={candidates.map((candidate) => ({ value: candidate.id, label: nameOf(candidate) }))}
          onChange={selectCandidate}
        />
        {audience.partners.verdict === 'no-better' ? null : <PartnersFile audience={audience} />}
      </Toolbar>
      <Buyers own={own} result={result} />
      <PartnersTable own={own} audience={audience} />
      <LookedAt candidateId={own.candidateId} result={result} />
      <AudiencePairs candidateId={own.candidateId} pairs={audience.pairs} />
    </>
  );
}

function Buyers({ own, result }: { readonly own: CandidateAudience; readonly result: AudienceResult }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const trialOf = useTrialFigures();
  const words = useIssueWords();
  const [wanted, want] = useState(false);
  const [trouble, setTrouble] = useState<Issue | null>(null);
  const { audience } = result;
  if (!audience || audience.customers === 0) return null;
  const { verdict } = audience.audience;
  const isSame = isSameForAll(audience);
  const range = (of: CandidateAudience['buyers']): Record<'lo' | 'hi', string> => ({
    lo: formats.count(of?.lo80 ?? Number.NaN),
    hi: formats.count(of?.hi80 ?? Number.NaN),
  });
  const save = (): void =>
    void saveBuyers(
      [own.candidateId],
      [t('audience.saveHead.candidate'), t('audience.saveHead.rank'), t('audience.saveHead.customer')],
      `${own.candidateId}-customers.csv`,
    ).then(setTrouble);
  return (
    <Stack>
      <h3>{t('audience.audience')}</h3>
      <Stats>
        <Stat
          label={t('audience.buyers')}
          value={own.buyers ? formats.count(own.buyers.median) : '–'}
          detail={
            own.buyers
              ? t(isSame ? 'audience.buyersSame' : 'audience.buyersDetail', range(own.buyers))
              : t('audience.buyersNone')
          }
        />
        {own.firstWeek ? (
          <Stat
            label={t('audience.firstWeek')}
            value={formats.count(own.firstWeek.median)}
            detail={t(isSame ? 'audience.firstWeekSame' : 'audience.firstWeekDetail', range(own.firstWeek))}
          />
        ) : null}
        {verdict === 'no-better' ? null : (
          <Stat
            label={t('audience.top')}
            value={formats.count(own.topCustomers)}
            detail={t('audience.topDetail', { share: formats.percent(own.concentration) })}
          />
        )}
      </Stats>
      <p>
        {verdict === 'holds'
          ? t('audience.topHow', trialOf(audience.audience))
          : t(`audience.topOut.${verdict}`, trialOf(audience.audience))}
        {formats.space}
        <AgainstForecast own={own} />
      </p>
      {verdict === 'no-better' ? null : (
        <Toolbar>
          <Switch isSelected={wanted} onChange={want}>
            {t('audience.saveTick')}
          </Switch>
          <Button variant="quiet" isDisabled={!wanted} onPress={save}>
            {t('audience.save')}
          </Button>
        </Toolbar>
      )}
      {trouble && <Notice tone="error" title={words(trouble)} />}
    </Stack>
  );
}

/** What launches with such an audience sold in their first week, beside what is forecast. */
function AgainstForecast({ own: { candidateId, firstWeekUnits } }: { readonly own: CandidateAudience }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const job = useCandidatesStore((state) => state.job);
  const forecast = lastReady(job)?.result.forecasts.find(({ id }) => id === candidateId);
  const [first] = forecast?.weekly.mean ?? [Number.NaN];
  if (!firstWeekUnits || !(first >= 0)) return t('audience.against.nothing');
  const { lo80, hi80 } = firstWeekUnits;
  const place = first > hi80 ? 'above' : first < lo80 ? 'below' : 'inside';
  return t(`audience.against.${place}`, {
    lo: formats.count(lo80),
    hi: formats.count(hi80),
    forecast: formats.count(first),
  });
}
