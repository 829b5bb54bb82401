/** `warehouse-query DIALECT`: the text of the query that makes the panel file, and how the dialect was tried. */

import { type DialectId, dialects } from '#warehouse/dialects.ts';
import { panelQuery } from '#warehouse/panel-query.ts';
import { mappingFault, type WarehouseMapping } from '#warehouse/warehouse-mapping.ts';
import { JobRefused } from '#workers/job-control.ts';
import type { Verb } from '../../engine.ts';

const warehouseQuery: Verb = async ({ words: [dialect = ''], readInput }) => {
  if (!(dialect in dialects))
    throw new JobRefused('unknown-dialect', { dialect, known: Object.keys(dialects).join(' ') });
  const mapping = (await readInput()) as WarehouseMapping;
  const fault = mappingFault(mapping);
  if (fault !== '') throw new JobRefused('mapping-incomplete', { lacks: fault });
  return { text: panelQuery(mapping, dialect as DialectId), proof: dialects[dialect as DialectId].proof };
};

export default warehouseQuery;
