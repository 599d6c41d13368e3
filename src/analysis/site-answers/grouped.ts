import type { FindingOf } from '../../core/finding.ts';

/**
 * Findings that say the same of several places, as one that names them all: the first is `at`, the others are `places`,
 * and the evidence lists them.
 */
export function groupedByPlace<Key extends string>(findings: readonly FindingOf<Key>[]): readonly FindingOf<Key>[] {
  const groups = Map.groupBy(findings, ({ key, data, evidence }) => JSON.stringify([key, data, evidence]));
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || others.length === 0) return group;
    const places = others.map(({ at }) => at);
    const urls = group.flatMap(({ at }) => (at.kind === 'url' ? [at.url] : []));
    return [{ ...first, places, evidence: `${first.evidence}\nat ${urls.join(', ')}` }];
  });
}
