import type { Dictionary } from '#i18n/dictionaries.ts';
import { common } from '#i18n/zh/common.ts';
import { data } from '#i18n/zh/data.ts';
import { demand } from '#i18n/zh/demand.ts';
import { explore } from '#i18n/zh/explore.ts';
import { issues } from '#i18n/zh/issues.ts';
import { monitor } from '#i18n/zh/monitor.ts';
import { overview } from '#i18n/zh/overview.ts';
import { plan } from '#i18n/zh/plan.ts';
import { report } from '#i18n/zh/report.ts';
import { shell } from '#i18n/zh/shell.ts';
import { trends } from '#i18n/zh/trends.ts';

/** All texts by namespace. */
export const words: Dictionary = {
  common,
  data,
  demand,
  explore,
  issues,
  monitor,
  overview,
  plan,
  report,
  shell,
  trends,
};
