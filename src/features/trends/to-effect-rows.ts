import type { Effects, Part } from '#state/trends/trends-store.ts';

export interface EffectRow extends Omit<Effects['estimate']['effects'][number], 'reading'> {
  readonly kind: 'promotion' | 'holiday';
  /** The interval leaves out 0. */
  readonly clear: boolean;
}

/** Effects of promotions and holidays, largest first, those that can't be told from chance last. */
export function toEffectRows(events: Part<Effects>): EffectRow[] {
  if (!events.ok) return [];
  const { estimate, roles } = events.value;
  return estimate.effects
    .flatMap((effect): EffectRow[] => {
      const kind = roles[effect.name];
      if (kind !== 'promotion' && kind !== 'holiday') return [];
      const { name, percent, lo95, hi95, pValue, periods } = effect;
      return [{ name, kind, percent, lo95, hi95, pValue, periods, clear: lo95 > 0 || hi95 < 0 }];
    })
    .sort((a, b) => Number(b.clear) - Number(a.clear) || b.percent - a.percent);
}

/** The elasticity: percent change of demand for a price 1 % higher; null where it could not be measured. */
export function priceEffect(price: Part<Effects>): Omit<EffectRow, 'kind'> | null {
  if (!price.ok) return null;
  const effect = price.value.estimate.effects.find(({ name }) => price.value.roles[name] === 'price');
  if (!effect) return null;
  const { name, percent, lo95, hi95, pValue, periods } = effect;
  return { name, percent, lo95, hi95, pValue, periods, clear: lo95 > 0 || hi95 < 0 };
}
