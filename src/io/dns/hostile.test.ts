import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { a, cname, messageTo, never, openDoor, type SeenQuestion, startDnsServer } from './testing.ts';

const states = ['found', 'nodata', 'nxdomain', 'refused', 'timeout', 'malformed', 'unreachable'];
const garbage = fc.sample(fc.uint8Array({ maxLength: 700 }), { numRuns: 150, seed: 7 });
const changes = fc.sample(fc.array(fc.tuple(fc.nat(90), fc.nat(255)), { minLength: 1, maxLength: 5 }), {
  numRuns: 150,
  seed: 7,
});

function at<T>(list: readonly T[], { turn }: SeenQuestion): T {
  return list[turn % list.length] as T;
}

test.each([
  ['random datagrams', (asked: SeenQuestion) => Buffer.from(at(garbage, asked))],
  [
    'random datagrams under the right id',
    (asked: SeenQuestion) => Buffer.concat([asked.bytes.subarray(0, 2), at(garbage, asked)]),
  ],
  [
    'random ends of a true answer',
    (asked: SeenQuestion) => {
      const head = Buffer.from(asked.bytes.subarray(0, asked.bytes.indexOf(0, 12) + 5));
      head.set([0x81, 0x80, 0, 1, 0, 3, 0, 2, 0, 1], 2);
      return Buffer.concat([head, at(garbage, asked)]);
    },
  ],
  [
    'true answers with bytes that were changed',
    (asked: SeenQuestion) => {
      const answers = [cname(asked.name, 'x.example.net'), ...a('x.example.net', '192.0.2.1')];
      const bytes = messageTo(asked, { answers });
      for (const [place, value] of at(changes, asked)) bytes[place % bytes.length] = value;
      return bytes;
    },
  ],
])('%s end every question with an answer that says what it is', async (_what, reply) => {
  await using server = await startDnsServer((asked) => reply(asked));
  await using dns = openDoor(server, { questionMs: 1000 });
  const answers = await Promise.all(
    Array.from({ length: 150 }, (_, n) => dns.door.ask(`n${n}.example.com`, 'A', never())),
  );
  for (const { state } of answers) expect(states).toContain(state);
});
