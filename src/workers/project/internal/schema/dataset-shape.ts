import * as v from 'valibot';
import { changeShape } from './change-shape.ts';
import { choicesShape, decisionsShape, fileShape, questionShape, reconciliationShape } from './import-shape.ts';
import { issueShape } from './issue-shape.ts';
import { datasetShape, rollUpShape } from './panel-shape.ts';
import { flag, listOf, oneOf, orNull, recordOf, text } from './shapes.ts';

/** What the files gave and how they are read: `persistedDataset` of the stores. */
export const datasetPart = v.object({
  dataset: orNull(datasetShape),
  files: listOf(fileShape),
  questions: listOf(questionShape),
  issues: listOf(issueShape),
  reconciliation: orNull(reconciliationShape),
  rollUps: v.exactOptional(listOf(rollUpShape)),
  choices: recordOf(choicesShape),
  remembered: recordOf(choicesShape),
  settings: v.object({ weekStart: oneOf(0, 6), decisions: decisionsShape, currency: text }),
  isSample: flag,
  change: v.exactOptional(orNull(changeShape)),
  held: v.exactOptional(flag),
});
