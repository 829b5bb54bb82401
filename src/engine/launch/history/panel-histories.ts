import type { Candidate } from '#engine/panel/candidate.ts';
import type { Panel, PanelProduct } from '#engine/panel/panel.ts';
import type { ProductFacts, ProductHistory } from './launch.ts';

/** First period of a product with something sold within the complete periods; -1 when there is none. */
export function firstSellingPeriod(panel: Panel, row: number): number {
  for (let t = 0; t < panel.completeTo; t++) if (panel.units[row * panel.periods + t] > 0) return t;
  return -1;
}

/** Weekly units from period `from` to the last complete one; NaN = demand unknown. */
export function weeklyUnits(panel: Panel, row: number, from: number): Float64Array {
  return panel.units.slice(row * panel.periods + from, row * panel.periods + panel.completeTo);
}

/** Price of the first selling week from period `from` on: what is known at launch. NaN when nothing was sold or that week has none. */
export function launchPrice(panel: Panel, row: number, from: number): number {
  const at = row * panel.periods;
  for (let t = from; t < panel.completeTo; t++) if (panel.units[at + t] > 0) return panel.price[at + t];
  return Number.NaN;
}

export function factsOfProduct(panel: Panel, product: PanelProduct, price: number): ProductFacts {
  return {
    id: product.id,
    description: [product.name, product.nameAlternative ?? ''].join(' ').trim(),
    category: panel.categories[product.category] ?? '',
    price,
    attributes: product.attributes ?? {},
  };
}

export function factsOfCandidate(candidate: Candidate): ProductFacts {
  return {
    id: candidate.id,
    description: [candidate.name, candidate.nameAlternative ?? '', candidate.description ?? ''].join(' ').trim(),
    category: candidate.category,
    price: planPriceOf(candidate),
    attributes: candidate.attributes,
  };
}

/** Price at which a candidate's demand is forecast; NaN when unknown. */
export function planPriceOf({ price, planPrice = price }: Pick<Candidate, 'price' | 'planPrice'>): number {
  return planPrice > 0 ? planPrice : Number.NaN;
}

/** Page views from period `from` on, where the panel counts them. */
export function viewsFrom(panel: Panel, row: number, from: number): Pick<ProductHistory, 'views'> {
  if (!panel.views) return {};
  return { views: panel.views.slice(row * panel.periods + from, row * panel.periods + panel.completeTo) };
}

/** Every product that sold something, with its weeks from the first sale on. */
export function readHistories(panel: Panel): ProductHistory[] {
  return panel.products.flatMap((product, row) => {
    const from = firstSellingPeriod(panel, row);
    if (from < 0) return [];
    return [
      {
        ...factsOfProduct(panel, product, launchPrice(panel, row, from)),
        firstWeek: panel.start + 7 * from,
        weekly: weeklyUnits(panel, row, from),
        ...viewsFrom(panel, row, from),
      },
    ];
  });
}
