import type { FindingOf, Severity } from '../../core/finding.ts';
import { said } from '../site-answers/said.ts';
import { describeProof } from './describe.ts';
import { type Leak, readerName } from './leaks.ts';

const severities: { readonly [kind in Leak['kind']]?: Severity } = { stored: 'high', alike: 'medium' };
const worstFirst: readonly Leak['kind'][] = ['markers', 'answer', 'stored', 'alike'];

/** One finding a path: the worst that was seen there, with every address that shows it as evidence. */
export function findingsOf(leaks: readonly Leak[]): readonly FindingOf<Leak['kind']>[] {
  const byPath = [...Map.groupBy(leaks, ({ proof }) => proof.path).values()];
  return byPath.flatMap((group) => {
    const kind = worstFirst.find((one) => group.some((leak) => leak.kind === one));
    const shown = group.filter((leak) => leak.kind === kind);
    const [first] = shown;
    if (kind === undefined || first === undefined) return [];
    const severity = severities[kind];
    const isCertain = shown.some(({ confidence }) => confidence === 'certain');
    const proofs = [...new Set(shown.map(({ proof }) => proof))];
    return [
      {
        key: kind,
        data: { path: said(first.proof.path, 120), who: whoIn(shown) },
        at: { kind: 'url' as const, url: first.proof.url },
        evidence: proofs.flatMap(describeProof).join('\n'),
        confidence: isCertain ? ('certain' as const) : first.confidence,
        ...(severity === undefined ? {} : { severity }),
      },
    ];
  });
}

function whoIn(leaks: readonly Leak[]): string {
  const names = new Set(leaks.flatMap(({ reader }) => (reader === undefined ? [] : [readerName(reader.as)])));
  return [...names].join(' and to ');
}
