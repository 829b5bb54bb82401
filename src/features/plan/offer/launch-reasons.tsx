import { useTranslation } from 'react-i18next';
import type { LaunchOrder } from '#engine/planning/explain/launch-order.ts';
import type { LaunchReport } from '#engine/planning/rules/plan-figures.ts';
import styles from '#features/plan/plan-step.module.css';
import { useRuleWords } from '#features/plan/rules/rule-words.ts';
import { eventName } from '#i18n/event-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useProductNames } from '#state/data/product-names.ts';
import type { FactsProps } from './not-selected-facts.tsx';
import { type LaunchReason, toLaunchReasons } from './to-launch-reasons.ts';

interface LaunchReasonsProps extends FactsProps {
  readonly launch: LaunchReport;
  readonly order: LaunchOrder | null;
}

/** Three reasons for a launch's week, and what would change the answer. */
export function LaunchReasons({ row, result, current, launch, order }: LaunchReasonsProps) {
  const { t } = useTranslation('plan');
  const words = useReasonWords(result, current);
  const flips = useFlips({ row, result, current, launch, order });
  return (
    <>
      <div>
        <h3 className={styles.cardHeading}>{t('card.why')}</h3>
        <ul className={styles.cardList}>
          {toLaunchReasons(row, launch, current.instance).map((reason) => (
            <li key={reason.kind}>{words(reason)}</li>
          ))}
        </ul>
      </div>
      {flips.length > 0 ? (
        <div>
          <h3 className={styles.cardHeading}>{t('card.flips')}</h3>
          <ul className={styles.cardList}>
            {flips.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}

function useReasonWords(
  result: FactsProps['result'],
  { instance }: FactsProps['current'],
): (reason: LaunchReason) => string {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const language = useLanguage();
  const nameOf = useProductNames(result);
  const ruleWords = useRuleWords(result);
  const { startDay } = result.built;
  const { currency = '' } = instance;
  const day = (week: number): string => formats.shortDate(startDay + 7 * week);
  const money = (value: number): string => formats.money(value, currency);
  return (reason) => {
    switch (reason.kind) {
      case 'ends':
        return t('card.reason.ends', { count: reason.weeks });
      case 'beats-own': {
        const facts = { own: day(reason.own), money: money(Math.abs(reason.money)) };
        if (reason.money >= 0) return t('card.reason.beats-own', facts);
        return reason.rule
          ? t('card.reason.worse-own-ruled', { ...facts, rule: ruleWords(reason.rule) })
          : t('card.reason.worse-own', facts);
      }
      case 'keeps-own':
        return t(reason.money >= 1 ? 'card.reason.keeps-own' : 'card.reason.best-own', { money: money(reason.money) });
      case 'event':
        return t('card.reason.event', {
          name: eventName(language, reason.name),
          day: day(reason.week),
          uplift: formats.percent(reason.uplift),
        });
      case 'avoids':
        return t('card.reason.avoids', {
          name: nameOf(reason.product),
          day: day(reason.week),
          money: money(reason.money),
        });
      case 'flat':
        return t('card.reason.flat', { from: day(reason.from), to: day(reason.to) });
    }
  };
}

/** How far demand may fall, which rule is in the way of a better week, what a week either way costs. */
function useFlips({ result, current, launch, order }: LaunchReasonsProps): string[] {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const ruleWords = useRuleWords(result);
  const { startDay } = result.built;
  const { currency = '' } = current.instance;
  const money = (value: number): string => formats.money(value, currency);
  const lines: string[] = [];
  if (order && order.breakEven > 0 && order.breakEven < 1)
    lines.push(t('card.flip.demand', { share: formats.percent(1 - order.breakEven) }));
  else if (order && order.breakEven >= 1) lines.push(t('card.flip.loses'));
  const [bind] = launch.binds;
  if (bind)
    lines.push(
      t('card.flip.rule', {
        rule: ruleWords(bind.rule),
        day: formats.shortDate(startDay + 7 * bind.week),
        money: money(bind.gain),
      }),
    );
  const nearest = [launch.costEarlier, launch.costLater];
  const words = (['earlier', 'later'] as const).flatMap((side, k) =>
    Number.isFinite(nearest[k])
      ? [
          t(nearest[k] < 0 ? `card.flip.${side}Costs` : `card.flip.${side}Gains`, {
            money: money(Math.abs(nearest[k])),
          }),
        ]
      : [],
  );
  if (words.length > 0) lines.push(formats.sentences(words));
  return lines;
}
