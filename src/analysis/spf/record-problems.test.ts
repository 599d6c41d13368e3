import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collectSpfAnswers } from './collect.ts';
import { spfPolicy } from './policy.ts';
import { recordProblems } from './record-problems.ts';
import { check, testZone } from './testing.ts';

const names = ['example.com', 'x.example.com', 'y.example.com'] as const;
const [root, second, third] = names;

async function policyIn(zone: string) {
  const { answer } = testZone(zone);
  return spfPolicy(root, await collectSpfAnswers([root], (asked) => answer(asked.name, asked.type)), []);
}

function records(terms: readonly string[], endings: readonly string[]) {
  return fc
    .tuple(fc.array(fc.constantFrom(...terms), { maxLength: 3 }), fc.constantFrom(...endings))
    .map(([middle, ending]) => ['v=spf1', ...middle, ending].join(' ').trim());
}

const plain = ['ip4:192.0.2.1', '-ip4:0.0.0.0/0', 'ip4:0.0.0.0/0', 'ip4:128.0.0.0/1', 'ip4:0.0.0.0/1', 'mx', 'a/0'];
const more = (name: string) => ['', '-', '?', '~'].map((sign) => `${sign}include:${name}`);
const world = fc.record({
  first: records([...plain, ...more(second), ...more(third)], ['-all', '~all', '', `redirect=${second}`]),
  second: records([...plain, ...more(third)], ['-all', '+all', '?all', `redirect=${third}`]),
  third: records(plain, ['-all', 'all', '']),
});

it('whenever a stranger passes, the record is said to let everybody send, or networks that are too wide', () =>
  fc.assert(
    fc.asyncProperty(world, async (given) => {
      const policies = [`${root} TXT ${given.first}`, `${second} TXT ${given.second}`, `${third} TXT ${given.third}`];
      const known = names.flatMap((name) => [`${name} A 192.0.2.5`, `${name} MX x.example.com`]);
      const zone = [...policies, ...known].join('\n');
      const isOpen = ['45.33.32.1', '198.51.100.7', '2a01:4f8::1'].some((ip) => check(zone, { ip }).result === 'pass');
      const kinds = recordProblems(await policyIn(zone), []).map(({ kind }) => kind);
      if (isOpen) expect(kinds.some((kind) => kind === 'everybody' || kind === 'wide')).toBe(true);
    }),
    { numRuns: 300 },
  ));
