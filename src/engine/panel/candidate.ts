import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { FestivalId } from '#engine/calendar/festival-ends.ts';

/** Why a last selling day was proposed. */
export interface FestivalEvidence {
  readonly festival: FestivalId;
  /** Products of the same festival in the history that tell something; 0: the name alone speaks for it. */
  readonly relatives: number;
  /** Share of their units around past festivals that was sold before the end; null: none tells anything. */
  readonly soldBefore: number | null;
}

/** A product that may be launched. Money in the currency's major unit. Absent = the file does not say. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly nameAlternative?: string;
  /** Category name; '' when unknown. */
  readonly category: string;
  readonly description?: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Price at which it is to be sold. */
  readonly price: number;
  /** Price at which its demand is forecast; absent: `price`. */
  readonly planPrice?: number;
  /** The plan may choose no other price. */
  readonly keepPrice?: boolean;
  readonly unitCost?: number;
  /** What a leftover piece still brings. */
  readonly salvage?: number;
  /** Cost of launching at all. */
  readonly fixedCost?: number;
  /** First buy in pieces, where the manager has fixed it. */
  readonly stock?: number;
  readonly minimumOrder?: number;
  /** Weeks from order to arrival. */
  readonly leadTimeWeeks?: number;
  /** Launch week the manager already has in mind (any day of it): the baseline. */
  readonly plannedLaunch?: EpochDay;
  readonly earliest?: EpochDay;
  readonly latest?: EpochDay;
  /** Last day on which it sells: demand is nothing after it, and what is left is worth its salvage value. */
  readonly lastDay?: EpochDay;
  /** Present where `lastDay` is proposed and not from the file. */
  readonly festival?: FestivalEvidence;
  readonly mustLaunch: boolean;
  /** Launch work in capacity units; 1 when the file does not say. */
  readonly effort: number;
  /** Candidates with the same group exclude each other. */
  readonly exclusiveGroup?: string;
  /** Candidates with the same wave launch in one week. */
  readonly wave?: string;
  readonly predecessor?: string;
  /** Candidates (by id) that must launch first, each at least so many weeks earlier. */
  readonly after?: readonly { readonly candidate: string; readonly weeks: number }[];
  /** Spans of days, both ends inclusive, in which this candidate may not launch. */
  readonly closed?: readonly { readonly from: EpochDay; readonly to: EpochDay }[];
  /** Line of the file on which the candidate stands. */
  readonly row: number;
}
