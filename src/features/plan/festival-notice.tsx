import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '#engine/panel/candidate.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { setLastDays } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { openLastDays } from '#state/candidates/own-facts.ts';
import { useCandidateName, useCandidates } from '#state/data/product-names.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import styles from './plan-step.module.css';

/** Last selling days that were read from names: asked about once, and planned with meanwhile. */
export function FestivalNotice() {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const nameOf = useCandidateName();
  const days = useCandidatesStore((state) => state.choices.lastDays);
  const [isShown, setShown] = useState(false);
  const open = openLastDays(useCandidates(), days);
  if (open.length === 0) return null;
  const words = (candidate: Candidate): string => {
    const { festival, lastDay } = candidate;
    if (!festival || lastDay === undefined) return '';
    const line = t('festival.line', {
      name: nameOf(candidate),
      day: formats.date(lastDay),
      festival: t(`festival.name.${festival.festival}`),
    });
    const share = festival.soldBefore === null ? '' : formats.percent(festival.soldBefore);
    return formats.clauses([line, share && t('festival.relatives', { count: festival.relatives, share })]);
  };
  return (
    <Notice
      tone="info"
      title={t('festival.title', { count: open.length })}
      action={
        <>
          <Button variant="plain" aria-expanded={isShown} onPress={() => setShown(!isShown)}>
            {t('festival.which')}
          </Button>
          <Button
            onPress={() =>
              void setLastDays(Object.fromEntries(open.map(({ id, lastDay = null }) => [id, lastDay] as const)))
            }
          >
            {t('festival.yes')}
          </Button>
        </>
      }
    >
      {isShown ? (
        <ul className={styles.list}>
          {open.map((candidate) => (
            <li key={candidate.id}>
              {words(candidate)}{' '}
              <Button
                variant="plain"
                aria-label={formats.labelled(t('festival.sellsOn'), nameOf(candidate))}
                onPress={() => void setLastDays({ [candidate.id]: null })}
              >
                {t('festival.sellsOn')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}
