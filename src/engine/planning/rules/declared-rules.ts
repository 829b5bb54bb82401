import type { DeclaredRule } from './define-rule.ts';
import { weeklyLaunches } from './limit-week/weekly-launches.ts';

/** Rules that limit how many launch, each declared in a folder of its own: one line each. */
export const declaredRules: readonly DeclaredRule[] = [weeklyLaunches];
