import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';

/** One review as the files have it. */
export interface ReviewRecord {
  readonly productId: string;
  /** null: the file has no date. */
  readonly day: EpochDay | null;
  /** 1 to 5; null: not rated. */
  readonly rating: number | null;
  readonly text: string;
}

/** Scores of a classifier on later reviews that it has not seen. Shares, 0 to 1. */
export interface ClassifierScore {
  readonly balancedAccuracy: number;
  readonly accuracy: number;
  /** Recall of the negative and of the positive class, precision of the negative. */
  readonly recallNegative: number;
  readonly recallPositive: number;
  readonly precisionNegative: number;
  readonly tested: number;
}

/** How well the classifier reads reviews, with what costs nothing beside it. */
export interface ClassifierReport {
  /** 1 to 2 stars: negative, 4 to 5: positive; 3 is left out. */
  readonly trainedOn: number;
  readonly negativeShare: number;
  readonly features: number;
  /** The latest fifth by day where every review has one, else by their order in the file; `folds`: five folds, where that fifth is too small to tell. */
  readonly splitBy: 'day' | 'order' | 'folds';
  readonly model: ClassifierScore;
  readonly majority: ClassifierScore;
  readonly wordList: ClassifierScore;
  /** 95 % interval of the model's balanced accuracy. */
  readonly interval: readonly [number, number];
}

/** A word or pair of words that is written more often than before. */
export interface RisingTopic {
  readonly term: string;
  /** Reviews that hold it, of the window and of the time before; shares of the reviews. */
  readonly count: number;
  readonly share: number;
  readonly shareBefore: number;
  /** Log odds ratio with an informative prior over its standard deviation (Monroe, Colaresi and Quinn 2008). */
  readonly z: number;
  /** Share of negative reviews among those that hold it. */
  readonly negativeShare: number;
  readonly examples: readonly string[];
}

/** Reviews of one launched product since its launch. */
export interface ProductFeedback {
  readonly candidateId: string;
  readonly reviews: number;
  readonly rated: number;
  readonly meanRating: number;
  /** Share that the ratings call negative, of the rated ones; and that the classifier calls negative, of all with a text. */
  readonly negativeShare: number;
  readonly negativeShareByText: number;
  /** By four weeks: reviews, mean rating, negative share. */
  readonly months: readonly {
    readonly from: EpochDay;
    readonly reviews: number;
    readonly meanRating: number;
    readonly negativeShare: number;
  }[];
  /** A fall of the ratings that chance does not explain; null: none. */
  readonly fall: RatingFall | null;
  readonly topics: readonly RisingTopic[];
}

/** CUSUM of standardised ratings: the day on which it was raised, the mean before and since. */
export interface RatingFall {
  readonly since: EpochDay;
  readonly raisedOn: EpochDay;
  readonly before: number;
  readonly after: number;
  readonly falseAlarmRate: number;
}

export interface FeedbackReport {
  /** Null: too few rated reviews to learn from (see the issues). */
  readonly classifier: ClassifierReport | null;
  readonly products: readonly ProductFeedback[];
  /** Over all launches together. */
  readonly topics: readonly RisingTopic[];
  readonly issues: readonly Issue[];
}

/** Whether ratings help to forecast what is left: tried on the earlier launches and on these. */
export interface FeedbackEffect {
  readonly used: boolean;
  /** Launches that it was tried on; error of the remaining totals without and with the ratings, percent. */
  readonly launches: number;
  readonly wapeOff: number;
  readonly wapeOn: number;
  /** Change of the logarithm of what is left for one star more, with its standard error. */
  readonly slope: number;
  readonly slopeError: number;
  /** By candidate: factor on the rest, and the rest without and with it (units). */
  readonly launchesAhead: readonly {
    readonly candidateId: string;
    readonly factor: number;
    readonly off: number;
    readonly on: number;
  }[];
}
