import { common } from '#i18n/en/common.ts';
import { data } from '#i18n/en/data.ts';
import { demand } from '#i18n/en/demand.ts';
import { explore } from '#i18n/en/explore.ts';
import { issues } from '#i18n/en/issues.ts';
import { monitor } from '#i18n/en/monitor.ts';
import { overview } from '#i18n/en/overview.ts';
import { plan } from '#i18n/en/plan.ts';
import { report } from '#i18n/en/report.ts';
import { shell } from '#i18n/en/shell.ts';
import { trends } from '#i18n/en/trends.ts';

/** All texts by namespace; the keys are those of every language. */
export const words = { common, data, demand, explore, issues, monitor, overview, plan, report, shell, trends } as const;
