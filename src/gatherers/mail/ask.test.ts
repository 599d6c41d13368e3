import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../testing-world.ts';
import { askExchanges, askTexts, withoutRecords } from './ask.ts';

describe('asking DNS for mail', () => {
  it('tells records, no records, no name and no answer apart', async () => {
    const { context } = fakeWorld({
      zone: 'example.com TXT hello\nalias.example.com CNAME gone.example.net',
      dns: { 'dead.example TXT': 'timeout', 'refused.example TXT': 'refused' },
    });
    expect(await askTexts(context, 'example.com')).toEqual({ state: 'found', texts: ['hello'], chain: [] });
    expect(await askExchanges(context, 'example.com')).toEqual({ state: 'absent', exists: true, chain: [] });
    expect(await askTexts(context, 'gone.example')).toEqual({ state: 'absent', exists: false, chain: [] });
    expect(await askTexts(context, 'alias.example.com')).toMatchObject({
      state: 'absent',
      chain: ['gone.example.net'],
    });
    expect(await askTexts(context, 'dead.example')).toEqual({
      state: 'unanswered',
      kind: 'timeout',
      why: 'the test: timeout',
    });
    expect(await askTexts(context, 'refused.example')).toMatchObject({
      kind: 'refused',
      why: 'the test: SERVFAIL',
    });
  });

  it('keeps aliases that lead in a circle apart: that is what the zone says', () => {
    const circle = ['b.example', 'a.example'];
    expect(withoutRecords({ server: 'the test', state: 'malformed', detail: 'a circle', circle })).toMatchObject({
      state: 'unanswered',
      kind: 'circle',
    });
  });

  it('keeps MX in the order of preference, and little of a lot of text', async () => {
    const { context } = fakeWorld({
      zone: `example.com MX 20 b.example\nexample.com MX 10 a.example\nbig.example TXT ${'x'.repeat(60_000)}`,
    });
    const mx = await askExchanges(context, 'example.com');
    expect(mx.state === 'found' && mx.exchanges.map(({ exchange }) => exchange)).toEqual(['a.example', 'b.example']);
    const big = await askTexts(context, 'big.example');
    expect(big.state === 'found' && big.texts[0]?.length).toBe(16_384);
  });
});
