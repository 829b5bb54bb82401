import type { DeclaredRule } from './define-rule.ts';
import { weeklyLaunches } from './limit-week/weekly-launches.ts';

/** Rules that limit how many launch, each declared in a folder of its own: one line each. */
export const declaredRules: readonly DeclaredRule[] = [weeklyLaunches];

/** First week since the launch in which a price may be marked down, and what money costs in a year, where the manager says nothing. */
export const usualMarkdownWeek = 8;
export const usualMoneyRate = 0.05;
