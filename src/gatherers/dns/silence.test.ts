import { describe, expect, it } from 'vitest';
import { isSilent, refuseSilence } from './silence.ts';

const resolver = { resolver: '192.0.2.53' };
const timeout = { state: 'timeout', detail: 'no answer in 5 s' };
const unreachable = { state: 'unreachable', detail: 'ECONNREFUSED' };
// As a fact keeps them.
const asked = { state: 'unanswered', kind: 'timeout', why: '192.0.2.53: timeout' };
const refused = { state: 'unanswered', kind: 'refused', why: '192.0.2.53: SERVFAIL' };

describe('silence', () => {
  it.each([
    ['timeouts', [timeout, timeout], 'timeout'],
    ['unreachable servers', [unreachable, unreachable], 'offline'],
    ['a mixture of both', [unreachable, timeout], 'timeout'],
    ['facts of timeouts', [asked, asked], 'timeout'],
    ['refusals', [refused, { state: 'malformed', detail: 'short' }], 'not-found'],
    ['silence and refusals', [{ state: 'refused', detail: '' }, timeout], 'timeout'],
  ])('is refused where every question ends in %s', (_what, answers, reason) =>
    expect(() => refuseSilence(answers, resolver)).toThrow(expect.objectContaining({ reason })),
  );

  it('names the resolver, the first trouble and the file that counts', () =>
    expect(() => refuseSilence([unreachable], resolver)).toThrow(
      expect.objectContaining({
        hint: 'no answer from the resolver 192.0.2.53 (ECONNREFUSED); check the network, or name another resolver with "network": { "resolver": … } in a file given with --config',
      }),
    ));

  it.each([
    ['nothing was asked', []],
    ['one lone question was refused, which is a fact about its name', [refused]],
    ['one server spoke', [timeout, { state: 'nxdomain' }]],
    [
      'aliases led in a circle, which is what the zone says',
      [timeout, { state: 'malformed', circle: ['a', 'b', 'a'] }],
    ],
  ])('is none where %s', (_what, answers) => expect(() => refuseSilence(answers, resolver)).not.toThrow());

  it('is no refusal and no malformed answer', () =>
    expect(['timeout', 'unreachable', 'refused', 'malformed', 'nodata'].filter((state) => isSilent({ state }))).toEqual(
      ['timeout', 'unreachable'],
    ));
});
