import { describe, expect, it } from 'vitest';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import { mailSpf } from '../../artifacts/mail/spf.ts';
import { UnavailableError } from '../../core/fault.ts';
import { type FakeWorld, fakeWorld } from '../testing-world.ts';
import { gatherMailSpf } from './spf.ts';

const sender: MailSender = {
  id: 'resend',
  title: 'Resend',
  seen: [],
  places: [],
  spfIncludes: ['amazonses.com'],
  returnPaths: ['send'],
  selectors: [],
  page: 'https://resend.com/docs',
};
const domains = [{ domain: 'example.com', from: 'production' }] as const;
const unread = { state: 'unavailable', reason: 'not-found', hint: 'name the repository' } as const;

async function gather(world: FakeWorld, senders: readonly MailSender[] | 'unread' = [sender]) {
  const { context, asked } = fakeWorld(world);
  const seen = senders === 'unread' ? unread : ({ state: 'ok', value: senders, ms: 1 } as const);
  return { facts: await gatherMailSpf.gather(context, { domains, senders: seen }), asked };
}

describe('mail/spf', () => {
  it('reads the domain and the return paths of its senders, and survives saving', async () => {
    const { facts } = await gather({
      zone: 'example.com TXT v=spf1 -all\nsend.example.com CNAME x.amazonses.com\nx.amazonses.com TXT v=spf1 a ~all',
    });
    expect(mailSpf.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
    expect(facts).toMatchObject([
      {
        domain: 'example.com',
        policy: { state: 'one', records: ['v=spf1 -all'], all: '-', aliases: [], terms: [] },
        returnPaths: [{ name: 'send.example.com', state: 'one', aliases: ['x.amazonses.com'], terms: [{ term: 'a' }] }],
      },
    ]);
  });

  it('needs no repository', async () => {
    const { facts, asked } = await gather({ zone: 'example.com TXT v=spf1 -all' }, 'unread');
    expect(facts).toMatchObject([{ policy: { state: 'one' }, returnPaths: [] }]);
    expect(asked).toEqual(['example.com TXT']);
  });

  it('keeps one name’s trouble apart from the others', async () => {
    const { facts } = await gather({ zone: 'example.com TXT v=spf1 -all', dns: { 'send.example.com TXT': 'timeout' } });
    expect(facts).toMatchObject([
      { policy: { state: 'one' }, returnPaths: [{ state: 'unasked', trouble: 'timeout' }] },
    ]);
  });

  it.each([
    ['timeout', 'timeout'],
    ['unreachable', 'offline'],
  ] as const)('is unavailable when every question ends in %s', async (state, reason) => {
    const world = { dns: { 'example.com TXT': state, 'send.example.com TXT': state } };
    const failure = await gather(world).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnavailableError);
    expect(failure).toMatchObject({ reason, hint: expect.stringContaining('network') });
  });

  it('keeps a refusal as a value: the server spoke', async () => {
    const { facts } = await gather({ dns: { 'example.com TXT': 'refused' } });
    expect(facts).toMatchObject([{ policy: { state: 'unasked', trouble: 'SERVFAIL' } }]);
  });

  it('keeps no more of a hostile record than a report needs', async () => {
    const { facts } = await gather({ zone: `example.com TXT v=spf1 ${'include:\u001b[31mx '.repeat(4000)}` });
    expect(JSON.stringify(facts).length).toBeLessThan(20_000);
  });
});
