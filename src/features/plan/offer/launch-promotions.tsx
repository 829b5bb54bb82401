import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { eventName } from '#i18n/event-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { chooseOffer } from '#state/plan/plan-edits.ts';
import {
  eventsMet,
  isLimited,
  otherwiseAlike,
  pricedPlaces,
  promotionsAhead,
  toPromotions,
  worthOfTakingPart,
} from '#state/plan/promotions.ts';
import { Switch } from '#ui/controls/switch.tsx';
import type { FactsProps } from './not-selected-facts.tsx';
import type { OfferProps } from './price-card.tsx';

/**
 * The promotions that a launch sells in: whether it takes part, and what the plan earns more or less otherwise. Where one is no decision (no limit, no fee,
 * one side always better), that is said, and the switch rests.
 */
export function LaunchPromotions({ row, result, current, values }: OfferProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const language = useLanguage();
  const { options = [] } = result.built.instance.products[row.product];
  const { currency = '' } = current.instance;
  const at = Math.max(0, current.offers?.[row.product] ?? 0);
  const met = eventsMet(current, row.product);
  const otherOf = (event: number): number => otherwiseAlike(options, at, event, { met, week: row.week });
  const calendar = useDatasetStore(({ facts }) => facts.dataset?.calendar?.events);
  const uses = promotionsAhead(current, calendar).filter(({ index }) => met.includes(index));
  if (uses.length === 0) return null;
  const gainOf = (option: number) =>
    values?.offers.find((offer) => offer.option === option && offer.week === row.week && offer.blockedBy === null)
      ?.gain ?? Number.NaN;
  // What stands to be decided rests on this.
  const decided = uses.filter(({ event, index }) => isLimited(event) || otherOf(index) >= 0);
  const evidence = decided.map(({ event }) => {
    const name = eventName(language, event.name ?? event.id);
    const worth = worthOfTakingPart(current.instance, event);
    if (!worth) return t('promotions.notTold', { event: name });
    const [more, lost] = [formats.percent(worth.more), formats.percent(worth.lost)];
    return t(worth.lost > 0 ? 'promotions.toldNet' : 'promotions.told', { event: name, more, lost });
  });
  return (
    <div>
      <h3 className={styles.cardHeading}>{t('promotions.title')}</h3>
      {uses.map(({ event, index, joined }) => {
        const other = otherOf(index);
        const difference = gainOf(other) - gainOf(at);
        const isIn = joined.includes(row.product);
        return (
          <Switch
            key={event.id}
            isSelected={isIn}
            isDisabled={other < 0}
            onChange={() => void chooseOffer(row.product, other)}
          >
            {formats.parts([
              eventName(language, event.name ?? event.id),
              event.fee > 0 ? t('promotions.costs', { fee: formats.money(event.fee, currency) }) : '',
              other >= 0
                ? ''
                : t(isLimited(event) ? 'promotions.replan' : isIn ? 'promotions.better' : 'promotions.worse'),
              Number.isFinite(difference) && Math.abs(difference) >= 0.5
                ? t('promotions.otherwise', {
                    money: formats.signed(difference, (size) => formats.shortMoney(size, currency)),
                  })
                : '',
            ])}
          </Switch>
        );
      })}
      {evidence.length > 0 ? <p className={styles.muted}>{formats.sentences(evidence)}</p> : null}
    </div>
  );
}

/** Places taken in each of these promotions, above the calendar, and what one more would be worth in those that are full. */
export function PromotionLine({ result, current }: Pick<FactsProps, 'result' | 'current'>) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const language = useLanguage();
  const uses = toPromotions(current);
  if (uses.length === 0) return null;
  const { currency = '' } = current.instance;
  const places = result.search.objective === 'article' ? [] : pricedPlaces(result);
  const words = uses.map(({ event, joined }) => {
    const searched = places.find((place) => place.event.id === event.id && place.event.slots === event.slots);
    const isFull = searched !== undefined && searched.price >= 1 && joined.length >= (event.slots ?? 0);
    return t(typeof event.slots !== 'number' ? 'promotions.joined' : isFull ? 'promotions.full' : 'promotions.taken', {
      event: eventName(language, event.name ?? event.id),
      count: joined.length,
      slots: event.slots ?? 0,
      money: formats.shortMoney(searched?.price ?? 0, currency),
    });
  });
  return <p className={styles.muted}>{formats.parts(words)}</p>;
}
