import { common as enCommon } from '#i18n/en/common.ts';
import { data as enData } from '#i18n/en/data.ts';
import { demand as enDemand } from '#i18n/en/demand.ts';
import { explore as enExplore } from '#i18n/en/explore.ts';
import { issues as enIssues } from '#i18n/en/issues.ts';
import { monitor as enMonitor } from '#i18n/en/monitor.ts';
import { overview as enOverview } from '#i18n/en/overview.ts';
import { plan as enPlan } from '#i18n/en/plan.ts';
import { report as enReport } from '#i18n/en/report.ts';
import { shell as enShell } from '#i18n/en/shell.ts';
import { trends as enTrends } from '#i18n/en/trends.ts';
import { common as zhCommon } from '#i18n/zh/common.ts';
import { data as zhData } from '#i18n/zh/data.ts';
import { demand as zhDemand } from '#i18n/zh/demand.ts';
import { explore as zhExplore } from '#i18n/zh/explore.ts';
import { issues as zhIssues } from '#i18n/zh/issues.ts';
import { monitor as zhMonitor } from '#i18n/zh/monitor.ts';
import { overview as zhOverview } from '#i18n/zh/overview.ts';
import { plan as zhPlan } from '#i18n/zh/plan.ts';
import { report as zhReport } from '#i18n/zh/report.ts';
import { shell as zhShell } from '#i18n/zh/shell.ts';
import { trends as zhTrends } from '#i18n/zh/trends.ts';

/** All texts of the page by language and namespace; the PDF takes its words from here too. */
export const dictionaries = {
  en: {
    common: enCommon,
    data: enData,
    demand: enDemand,
    explore: enExplore,
    issues: enIssues,
    monitor: enMonitor,
    overview: enOverview,
    plan: enPlan,
    report: enReport,
    shell: enShell,
    trends: enTrends,
  },
  zh: {
    common: zhCommon,
    data: zhData,
    demand: zhDemand,
    explore: zhExplore,
    issues: zhIssues,
    monitor: zhMonitor,
    overview: zhOverview,
    plan: zhPlan,
    report: zhReport,
    shell: zhShell,
    trends: zhTrends,
  },
} as const;
