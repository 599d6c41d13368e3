import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdown } from './markdown.ts';
import { aFinding, aReport, aResult, poisoned } from './testing.ts';
import { aLaunch } from './testing-launch.ts';

const headings = (text: string) => text.split('\n').filter((line) => /^#{1,6} /.test(line));
const sectionsOf = (text: string) => headings(text).filter((line) => line.startsWith('## '));

/** What a markdown reader would interpret: the text without fenced blocks, code spans and escaped characters. */
function live(text: string): string {
  const unfenced = text.replace(/^( *)(`{3,})text\n[\s\S]*?\n\1\2$/gm, '');
  return unfenced.split('\n').map(liveLine).join('\n');
}

// A code span ends at the first run of as many backticks as began it. https://spec.commonmark.org/0.31.2/#code-spans
function liveLine(line: string): string {
  let out = '';
  for (let at = 0; at < line.length; ) {
    const fence = /^`+/.exec(line.slice(at))?.[0];
    const end = fence === undefined ? -1 : line.slice(at + fence.length).search(new RegExp(`(?<!\`)${fence}(?!\`)`));
    if (fence !== undefined && end !== -1) at += end + 2 * fence.length;
    else if (line.charAt(at) === '\\') at += 2;
    else {
      out += line.charAt(at);
      at += 1;
    }
  }
  return out;
}

test('the parts come in the order in which a client needs them', () => {
  expect(sectionsOf(markdown(aLaunch()))).toEqual([
    '## What to do next',
    '## What was audited',
    '## Before you launch',
    '## Less urgent',
    '## What could not be verified',
    '## Proofs that wait for your consent',
    '## Questions only a person can answer',
    '## Answered by a person',
    '## Accepted risks',
    '## Checklist',
    '## Environment variables: preview against production',
    '## Notes on this run',
    '## What this document says, and what it does not',
  ]);
});

test('a part without content is left out', () => {
  const clean = aReport([aResult({ outcome: 'pass', evidence: 'seen' })], { verdict: 'ready' });
  expect(sectionsOf(markdown(clean))).toEqual([
    '## What to do next',
    '## What was audited',
    '## Before you launch',
    '## Checklist',
    '## What this document says, and what it does not',
  ]);
});

test('a finding reads: what is wrong, where, seen, why, what to do, source', () => {
  const text = markdown(aReport([aResult({ outcome: 'fail', findings: [aFinding()] })]));
  const from = text.indexOf('### 1. Blocker: `DATABASE_URL`');
  expect(
    text
      .slice(from)
      .match(/(?<=- \*\*)[A-Z][a-z ]+(?=:)/g)
      ?.slice(0, 5),
  ).toEqual(['Where', 'Seen', 'Why it matters', 'What to do', 'Source']);
});

test('ticks carry evidence, time and commit; every other box carries its word', () => {
  const text = markdown(aLaunch());
  expect(text).toContain('1 of 8 seen to be in order, 2026-11-20 12:00 UTC, commit `4f2a91c0d1`.');
  expect(text.match(/^- \[x\] .*$/gm)).toEqual([
    '- [x] **passed** No secret stands under a public prefix: 14 variables with a public prefix, all of them publishable',
  ]);
  const words = text.match(/(?<=^- \[ \] \*\*)[^*]+/gm);
  expect(new Set(words)).toEqual(
    new Set(['failed', 'not verified', 'unknown', 'accepted', 'error', 'to answer', 'answered yes']),
  );
});

test('the live deployment is told apart from the code that was audited', () => {
  expect(markdown(aLaunch())).toContain('`77aa91c0d1`, which is not the code that was audited');
  const { target } = aLaunch();
  const same = markdown(aLaunch({ target: { ...target, deployed: target.commit ?? '' } }));
  expect(same).toContain('`4f2a91c0d1`, the same as the code');
});

test('evidence of several lines stays in its list item', () => {
  expect(markdown(aLaunch())).toContain(
    '   - **Seen:**\n\n     ```text\n     equal fingerprints, 64 characters each\n     changed 2026-03-02',
  );
});

test('an unknown table is shown under its id, empty cells as a dash', () => {
  const tables = {
    'cold-storage': {
      columns: ['name', 'warm'],
      rows: [
        ['a|b', null],
        ['c', false],
      ],
    },
  } as const;
  expect(markdown(aReport([], { tables }))).toContain(
    '## Cold storage\n\n| Name | Warm |\n| --- | --- |\n| a&#124;b | – |\n| c | no |\n',
  );
});

test('a row that is too short or too long keeps the columns', () => {
  const tables = { t: { columns: ['a', 'b'], rows: [['1'], ['1', '2', '3']] } } as const;
  expect(markdown(aReport([], { tables }))).toContain('| 1 | – |\n| 1 | 2 |\n');
});

test('hostile text adds no heading, list, box, row or quotation', () => {
  const clean = markdown(aLaunch());
  const dirty = markdown(poisoned(aLaunch()));
  expect(headings(dirty)).toHaveLength(headings(clean).length);
  for (const start of [/^ *- /gm, /^ *\d+\. /gm, /^ *- \[x\]/gm, /^\| /gm, /^> /gm]) {
    expect(live(dirty).match(start)?.length).toBe(live(clean).match(start)?.length);
  }
});

test('hostile text holds no live html, link, image, mention or emphasis of its own', () => {
  const text = live(markdown(poisoned(aLaunch()))).replace(/<https:\/\/[^<>\s]+>/g, '');
  expect(text).not.toMatch(/[<`~$]|\[(?![x ]\] )/);
  expect(text.replace(/\*\*[A-Za-z ]+[.:]?\*\*/g, '')).not.toContain('*');
  expect(text).not.toMatch(/@(?!&#8203;)|\bwww\.|:\/\/|(?<!&)#\d/);
});

test('code beside code stays code', () => {
  const text = live(markdown(aReport([], { notes: ['`x`@a`<b>'] })));
  expect(text).not.toMatch(/[<@`]|\[l/);
});

test('no mixture of marks in a note comes alive', () => {
  const marks = [
    '`',
    '``',
    '\\',
    '@a',
    '<b>',
    '[l](b)',
    '*',
    ' ',
    'x',
    'A_B',
    '|',
    '~~',
    'https://x.y',
    '#1',
    '(',
    '$',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...marks), { maxLength: 12 }), (parts) => {
      const text = markdown(aReport([], { notes: [parts.join('')] }));
      const note = text.slice(text.indexOf('## Notes'), text.indexOf('## What this document'));
      expect(live(note).replace(/@&#8203;/g, '')).not.toMatch(/[<`*|~@$[]|:\/\/|(?<!&)#\d/);
    }),
    { numRuns: 500 },
  );
});

test('a table row of hostile cells has as many cells as columns', () => {
  const rows = markdown(poisoned(aLaunch()))
    .split('\n')
    .filter((line) => line.startsWith('| '));
  for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(8);
});
