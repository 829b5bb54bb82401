import { useTranslation } from 'react-i18next';
import type { OfferValues } from '#engine/planning/explain/offer-values.ts';
import { priceSentences, seenPrices } from '#export/price-sentences.ts';
import { reportNamespaces, reportWords } from '#export/report-words.ts';
import styles from '#features/plan/plan-step.module.css';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { takePriceAsPlan } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { priceTestsComputation } from '#state/candidates/price-tests.ts';
import { useOwnCandidates } from '#state/data/product-names.ts';
import { changePrice, chooseOffer, keepOwnPrice } from '#state/plan/plan-edits.ts';
import { managersPrice } from '#state/plan/plan-offers.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { priceAdviceOf } from '#state/plan/price-advice.ts';
import { eventsMet, isAlikeIn } from '#state/plan/promotions.ts';
import { useCurrentResult } from '#state/runtime/computation.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import { Button } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Slider } from '#ui/controls/slider.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';
import { useTried } from './launch-levers.tsx';
import type { FactsProps } from './not-selected-facts.tsx';
import { PriceCurve } from './price-curve.tsx';
import { pricesOf, usePriceWords } from './use-price-words.ts';

export interface OfferProps extends FactsProps {
  /** What each of the product's offers makes of the plan; null while that is worked out. */
  readonly values: OfferValues | null;
}

/** The launch price: what the plan asks against the manager's with its gain, what that was measured on, and the manager's word on it. */
export function PriceCard({ row, result, current, values }: OfferProps) {
  const { t } = useTranslation('plan');
  const { t: reportTexts } = useTranslation(reportNamespaces);
  const formats = useFormats();
  const language = useLanguage();
  const wordsOf = usePriceWords(result, current);
  const candidates = useCandidatesStore(({ job }) => lastReady(job)?.result);
  const priceTests = useCurrentResult(priceTestsComputation);
  const candidate = useOwnCandidates().find(({ id }) => id === row.id);
  const settings = usePlanStore((state) => state.settings);
  const isHeld = usePlanStore((state) => state.decisions.offers?.[row.id] !== undefined);
  if (!candidate) return null;
  const { currency = '' } = current.instance;
  const { price, gain } = wordsOf(row.product);
  const words = reportWords({ t: reportTexts, formats, language }, currency);
  const advice = priceAdviceOf(candidate, row.product, { candidates, priceTests, current, settings });
  return (
    <div>
      <h3 className={styles.cardHeading}>{t('offer.title')}</h3>
      <p>{formats.parts([price, gain])}</p>
      <PriceLever row={row} result={result} current={current} values={values} seen={seenPrices(advice)} />
      <p className={styles.muted}>{formats.sentences(priceSentences(advice, words))}</p>
      <Toolbar>
        <NumberField
          label={t('offer.own')}
          unit={currency}
          value={pricesOf(current.instance.products[row.product]).launch}
          minValue={0.01}
          onChange={(value) => {
            if (value > 0) void changePrice(row.id, value);
          }}
        />
        {candidate.planPrice !== undefined && settings.products[row.id]?.price === undefined ? (
          <Button variant="plain" onPress={() => void takePriceAsPlan(row.id)}>
            {t('offer.asPlan', { price: formats.price(candidate.price, currency) })}
          </Button>
        ) : null}
        {advice.isKept || isHeld ? (
          <Button variant="plain" icon="unlock" onPress={() => void changePrice(row.id, null)}>
            {t('offer.free')}
          </Button>
        ) : (
          <Button variant="plain" icon="lock" onPress={() => void keepOwnPrice(row.id)}>
            {t('offer.keep')}
          </Button>
        )}
      </Toolbar>
    </div>
  );
}

type PriceRange = NonNullable<ReturnType<typeof seenPrices>>;

const noOffer = { priceByAge: [0], takesPart: 'all', fee: 0, firstBuy: 0 } as const;

/** The prices that the data carries in this week, each with what the plan earns more or less: how flat the best one lies. */
function PriceLever({ row, result, current, values, seen }: OfferProps & { readonly seen: PriceRange | null }) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { options } = result.built.instance.products[row.product];
  const at = Math.max(0, current.offers?.[row.product] ?? 0);
  const { currency = '' } = current.instance;
  // Prices are compared with the same promotions.
  const met = eventsMet(current, row.product);
  const offers = (options && row.week >= 0 ? (values?.offers ?? []) : [])
    .filter(({ week, blockedBy }) => week === row.week && blockedBy === null)
    .filter(({ option }) => isAlikeIn(met, options?.[option] ?? noOffer, options?.[at] ?? noOffer))
    .map(({ option, gain }) => ({ option, gain, ...pricesOf({ price: 0, options: [options?.[option] ?? noOffer] }) }))
    .sort((a, b) => a.launch - b.launch || (a.markdown?.price ?? a.launch) - (b.markdown?.price ?? b.launch));
  const now = offers.findIndex(({ option }) => option === at);
  const [tried, setTried] = useTried(now);
  if (offers.length < 2 || now < 0) return null;
  const words = (place: number): string => {
    const { launch, markdown, gain } = offers[place];
    const difference = gain - offers[now].gain;
    return formats.parts([
      formats.price(launch, currency),
      markdown ? t('offer.markdown', { price: formats.price(markdown.price, currency), count: markdown.age }) : '',
      place === now || Math.abs(difference) < 0.5
        ? ''
        : formats.signed(difference, (size) => formats.shortMoney(size, currency)),
    ]);
  };
  // At one launch price the best of what may follow it.
  const points = [...new Set(offers.map(({ launch }) => launch))].map((price) => ({
    price,
    gain: Math.max(...offers.filter(({ launch }) => launch === price).map(({ gain }) => gain)),
  }));
  const lever = (
    <Slider
      label={t('offer.lever')}
      value={Math.max(0, tried)}
      min={0}
      max={offers.length - 1}
      step={1}
      onChange={setTried}
      onChangeEnd={(place) => {
        if (place !== now) void chooseOffer(row.product, offers[place].option);
      }}
      formatValue={words}
    />
  );
  if (!seen || points.length < 2) return lever;
  const own = managersPrice(result.built.instance.products[row.product]);
  return (
    <>
      <PriceCurve {...{ points, seen, own, currency }} now={offers[Math.max(0, tried)].launch} />
      {lever}
    </>
  );
}
