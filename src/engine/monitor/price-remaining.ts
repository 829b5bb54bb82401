/** A launch's weeks from now on, as advice is priced. Money in the currency's major unit. */
export interface RemainingSeason {
  /** Equally likely neutral totals; a draw times `ahead[k]` is the demand of week k from now. */
  readonly levels: ArrayLike<number>;
  readonly ahead: Float64Array;
  /** Price paid per unit in week k, promotions in. */
  readonly price: Float64Array;
  readonly unitCost: number;
  readonly salvage: number;
  /** Cost of keeping a unit for a week. */
  readonly holding: number;
  readonly onHand: number;
  /** Units that arrive at the start of week k. */
  readonly arriving: Float64Array;
}

/** What is done: a reorder of `units` for the start of week `arrives`, or a price reduced by `discount` from week 0 on with demand times `response`. */
export interface SeasonChange {
  readonly pieces?: number;
  readonly arrives?: number;
  readonly unitCost?: number;
  readonly discount?: number;
  /** By draw. */
  readonly response?: ArrayLike<number>;
  /** All demand times this: to find where an advice turns. */
  readonly demand?: number;
}

/**
 * Money from now on, by draw: sales week by week out of what is there, what is left at its salvage value, less what a reorder costs and what keeping costs. Stock
 * that is there is paid for. Length of `levels`.
 */
export function priceRemaining(season: RemainingSeason, change: SeasonChange = {}): Float64Array {
  const { levels, ahead, price, salvage, holding, onHand, arriving } = season;
  const { pieces = 0, arrives = 0, discount = 0, demand = 1, response } = change;
  const cost = pieces * (change.unitCost ?? season.unitCost);
  return Float64Array.from({ length: levels.length }, (_, draw) => {
    const level = levels[draw] * demand * (response ? response[draw] : 1);
    let stock = onHand;
    let money = -cost;
    for (let k = 0; k < ahead.length; k++) {
      stock += arriving[k] + (k === arrives ? pieces : 0);
      const sold = Math.min(stock, level * ahead[k]);
      money += sold * price[k] * (1 - discount);
      stock -= sold;
      money -= stock * holding;
    }
    if (arrives >= ahead.length) stock += pieces;
    return money + stock * salvage;
  });
}
