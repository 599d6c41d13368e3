import type { FindingOf } from '../../core/finding.ts';
import { said } from '../site-answers/said.ts';
import { describeProof } from './describe.ts';
import { type Leak, readerName } from './leaks.ts';

const worstFirst: readonly Leak['kind'][] = ['markers', 'answer', 'admitted', 'stored', 'alike'];

/** One finding a path: the worst that was seen there, with every address that shows it as evidence. */
export function findingsOf(leaks: readonly Leak[]): readonly FindingOf<Leak['kind']>[] {
  const byPath = [...Map.groupBy(leaks, ({ proof }) => proof.path).values()];
  return byPath.flatMap((group) => {
    const kind = worstFirst.find((one) => group.some((leak) => leak.kind === one));
    const shown = group.filter((leak) => leak.kind === kind);
    const [first] = shown;
    if (kind === undefined || first === undefined) return [];
    const graded = shown.map(({ severity }) => severity);
    const severity = graded.includes(undefined) ? undefined : first.severity;
    const isCertain = shown.some(({ confidence }) => confidence === 'certain');
    const proofs = [...new Set(shown.map(({ proof }) => proof))];
    return [
      {
        key: kind,
        data: { path: said(first.proof.path, 120), ...whoIn(shown) },
        at: { kind: 'url' as const, url: first.proof.url },
        evidence: proofs.flatMap(describeProof).join('\n'),
        confidence: isCertain ? ('certain' as const) : first.confidence,
        ...(severity === undefined ? {} : { severity }),
      },
    ];
  });
}

/** Whose it is and who got it: of an answer that was given away, everybody who got the very same bytes. */
function whoIn(leaks: readonly Leak[]): { readonly who: string; readonly owner: string } {
  const got = leaks.flatMap(({ kind, proof, reader }) =>
    kind === 'answer' && reader?.same === true ? proof.readers.filter(({ same }) => same) : (reader ?? []),
  );
  const isOfB = leaks.every(
    ({ kind, reader }) => reader !== undefined && (kind === 'stored' || (kind === 'answer' && !reader.same)),
  );
  const names = new Set(got.map(({ as }) => readerName(as)));
  return { who: [...names].join(' and to '), owner: readerName(isOfB ? 'b' : 'a') };
}
