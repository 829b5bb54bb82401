import type { Estimate } from '#engine/pricing/price-response.ts';
import type { PromotionEffect } from '#engine/pricing/promotion-effect.ts';
import type { ReportWords } from '#export/report-words.ts';
import { eventName } from '#i18n/event-name.ts';

/** What taking part in promotions brings, gross and net, or that it can't be told: a sentence each. */
export function promotionSentences({ reason, kinds, switched }: PromotionEffect, words: ReportWords): string[] {
  const { t, formats, language, signed } = words;
  if (reason) return [t(`trends:taking.reason.${reason}`)];
  const range = ({ value, lo95, hi95 }: Estimate) => ({ value: signed(value), lo: signed(lo95), hi: signed(hi95) });
  const nameOf = (name: string): string => (name === '' ? t('trends:taking.other') : eventName(language, name));
  const told = kinds.flatMap(({ name, gross, net, takers, apart }) => {
    if (!gross) return [];
    const event = nameOf(name);
    const products = { takers: formats.count(takers), apart: formats.count(apart) };
    const own = t('trends:taking.gross', { event, ...range(gross), ...products });
    return [formats.sentences([own, net ? t('trends:taking.net', range(net)) : ''].filter(Boolean))];
  });
  const unclear = kinds.filter(({ gross, takers }) => !gross && takers > 0).map(({ name }) => nameOf(name));
  return [
    ...told,
    ...(unclear.length > 0 ? [t('trends:taking.unclear', { list: formats.list(unclear) })] : []),
    switched
      ? t('trends:taking.switched', {
          share: formats.percent(Math.max(0, switched.value)),
          ...{ lo: formats.percent(switched.lo95), hi: formats.percent(switched.hi95) },
        })
      : t('trends:taking.switchedUnknown'),
  ];
}
