import type { Issue } from '#engine/issue.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { PriceTest } from '#engine/pricing/price-test.ts';

/** A test that would settle what prices do in a category of the plan, and a candidate whose prices it is found with. */
export interface PriceTestAdvice {
  readonly test: Pick<PriceTest, 'category' | 'products' | 'weeks'>;
  readonly candidateId: string;
}

/** Of the tests designed those of categories that the plan was committed without a response for, unless later sales hold one that was carried out. */
export function toPriceTests(
  { candidates }: Pick<CommittedPlan, 'candidates'>,
  issues: readonly Issue[],
  tests: readonly PriceTestAdvice['test'][] = [],
): PriceTestAdvice[] {
  const read = new Set(
    issues.filter(({ code }) => code.startsWith('price-test-')).map(({ params }) => params?.category),
  );
  return tests.flatMap((test) => {
    const members = candidates.filter(({ category }) => category === test.category);
    const isRefused = members.length > 0 && members.every(({ elasticity }) => elasticity === null);
    return isRefused && !read.has(test.category) ? [{ test, candidateId: members[0].id }] : [];
  });
}
