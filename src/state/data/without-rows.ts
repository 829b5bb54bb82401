import type { DatasetFacts } from './dataset-store.ts';

/**
 * The facts without anything that stands in the files as it is: no cells, no sample rows, no single cases. What is left are
 * sums by product and week, names of products and columns, and counts. For a file that goes to others.
 */
export function withoutRows(facts: DatasetFacts): DatasetFacts {
  const { reconciliation } = facts;
  return {
    ...facts,
    files: facts.files.map((file) => ({
      ...file,
      columns: file.columns.map(({ evidence: { commonest: _commonest, ...evidence }, ...column }) => ({
        ...column,
        evidence: { ...evidence, examples: [] },
      })),
      problems: file.problems.map((problem) => ({ ...problem, samples: [] })),
      issues: file.issues.map(withoutExample),
    })),
    questions: facts.questions.map((question) => ({ ...question, examples: [] })),
    issues: facts.issues.map(withoutExample),
    reconciliation: reconciliation && {
      ...reconciliation,
      findings: reconciliation.findings.map((finding) => ({ ...finding, samples: [] })),
    },
  };
}

/** Issues name a cell at most as their example. */
function withoutExample<T extends DatasetFacts['issues'][number]>(issue: T): T {
  if (issue.params?.example === undefined) return issue;
  return { ...issue, params: { ...issue.params, example: '…' } };
}
