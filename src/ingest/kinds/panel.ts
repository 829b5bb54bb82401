import { PanelRows } from '#ingest/cleaning/panel-rows.ts';
import { defineFileKind } from '#ingest/kinds/define-file-kind.ts';

/** What a warehouse added up from its order lines; see `panelFileColumns`. */
export const panel = defineFileKind('panel', {
  roles: { 'panel-record': 20, product: 0.1, name: 0.1, category: 0.1, units: 0.1, revenue: 0.1 },
  needs: [['panel-record']],
  fileName: /panel/i,
  isOther: ({ taken }) => !taken.has('panel-record'),
  isByPeriod: true,
  daysOf: (collection) => collection.salesDays,
  rowsOf: (table) => new PanelRows(table.layout, table.collection, table.tally),
});
