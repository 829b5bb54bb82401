import { useTranslation } from 'react-i18next';
import type { LaunchOrder } from '#engine/planning/explain/launch-order.ts';
import styles from '#features/plan/plan-step.module.css';
import { useFormats } from '#i18n/use-formats.ts';
import { useOwnCandidates } from '#state/data/product-names.ts';
import type { FactsProps } from './not-selected-facts.tsx';

interface OrderBarProps extends FactsProps {
  readonly order: LaunchOrder;
}

/** How many units, in plain words: a bar of what they are for, a sentence, when to reorder, and where all demand goes. */
export function OrderBar({ row, result, current, order }: OrderBarProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const sentence = useOrderSentence({ row, result, current, order });
  const { needed, reorder, demand, fromOrder, fromReorders } = order;
  const count = (value: number): string => formats.count(Math.round(value));
  const excess = isExcessive(order) ? order.excess : 0;
  const need = Math.min(needed, order.order - excess);
  const parts = [
    { id: 'needed', units: need },
    { id: 'safety', units: order.order - excess - need },
    { id: 'excess', units: excess },
  ] as const;
  const shown = parts.filter(({ units }) => Math.round(units) > 0);
  const total = shown.reduce((sum, { units }) => sum + units, 0);
  const words = (id: (typeof parts)[number]['id']): string =>
    t(id === 'needed' && !reorder ? 'order.neededAll' : `order.${id}`);
  return (
    <div>
      <h3 className={styles.cardHeading}>{t('order.title')}</h3>
      <p>{sentence}</p>
      <div className={styles.orderBar} aria-hidden="true">
        {shown.map(({ id, units }) => (
          <span key={id} data-part={id} style={{ flexGrow: units / total }} />
        ))}
      </div>
      <ul className={styles.orderKey}>
        {shown.map(({ id, units }) => (
          <li key={id}>
            <span className={styles.orderMark} data-part={id} aria-hidden="true" />
            {formats.labelled(words(id), count(units))}
          </li>
        ))}
      </ul>
      <p className={styles.muted}>
        {reorder && reorder.units >= 0.5
          ? t('order.reorder', {
              units: count(reorder.units),
              review: formats.shortDate(result.built.startDay + 7 * (row.week + reorder.reviewAge)),
              arrival: formats.shortDate(result.built.startDay + 7 * (row.week + reorder.arrivalAge)),
            })
          : t(reorder ? 'order.reorderNone' : 'order.noReorder')}
      </p>
      <p className={styles.muted}>
        {t('order.bridge', {
          demand: count(demand),
          first: count(fromOrder),
          reorders: count(fromReorders),
          lost: count(demand - Math.round(fromOrder) - Math.round(fromReorders)),
        })}
      </p>
    </div>
  );
}

/** Some units more or less are within what the scenarios can tell. */
function isExcessive({ excess, order }: LaunchOrder): boolean {
  return excess > 0.1 * order;
}

/** "230 would do; the minimum is 800: 570 too many, ¥12,540 of stock." */
function useOrderSentence({ row, current, order }: OrderBarProps): string {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const isOwn = useOwnCandidates().some(({ id, stock }) => id === row.id && stock !== undefined);
  const { best, lot, excess, excessStock, excessCost } = order;
  const { currency = '' } = current.instance;
  const facts = {
    best: formats.count(best),
    order: formats.count(order.order),
    lot: formats.count(lot),
    excess: formats.count(excess),
    stock: formats.money(excessStock, currency),
  };
  const cost = excessCost >= 1 ? t('order.costs', { money: formats.money(excessCost, currency) }) : '';
  if (!isExcessive(order)) return t(order.order < 0.9 * best ? 'order.less' : 'order.fits', facts);
  const because = isOwn ? 'own' : lot <= 1 ? 'plain' : order.order <= lot ? 'minimum' : 'lots';
  const stock = excessStock > 0 ? 'stock' : 'units';
  return formats.sentences([t(`order.over.${because}.${stock}`, facts), cost]);
}
