import { expect, it } from 'vitest';
import { declaredVariables } from './declared-variables.ts';

it('finds names and lines, and says what is empty', () => {
  const text = '\uFEFFA=1\n\n# OLD=1\nexport B="two"\nC=\n  D = \' \'\nE="line\nNOT=1\n"\nA=3';
  expect(declaredVariables(text)).toEqual([
    { name: 'A', line: 10, empty: false },
    { name: 'B', line: 4, empty: false },
    { name: 'C', line: 5, empty: true },
    { name: 'D', line: 6, empty: true },
    { name: 'E', line: 7, empty: false },
  ]);
});

it.each([[''], ['no variables here'], ['=x'], ['\u001b[31m=1'], ['"'.repeat(50_000)]])('finds nothing in %j', (text) =>
  expect(declaredVariables(text)).toEqual([]),
);

it('treats prototype names as names or leaves them out, and harms no other', () => {
  const names = declaredVariables('__proto__=1\nconstructor=2\ntoString=3').map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['constructor', 'toString']));
});
