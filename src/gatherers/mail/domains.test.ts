import { describe, expect, it } from 'vitest';
import type { SiteHosts } from '../../artifacts/site/hosts.ts';
import type { Gathered } from '../../core/gathered.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherMailDomains } from './domains.ts';

const missing = { state: 'unavailable', reason: 'not-configured', hint: 'name it' } as const;
const hosts = (...domains: readonly string[]): Gathered<SiteHosts> => ({
  state: 'ok',
  value: { production: [], domains },
  ms: 1,
});

const gather = (found: Gathered<SiteHosts>, mailDomains: readonly string[] = []) =>
  gatherMailDomains.gather(fakeWorld({ target: { mailDomains } }).context, { hosts: found });

describe('the mail domains', () => {
  it('are the configured ones, in small letters and without repeats', async () =>
    expect(await gather(hosts('example.com'), ['Mail.Example.net.', 'mail.example.net'])).toEqual([
      { domain: 'mail.example.net', from: 'configuration' },
    ]));

  it('are configured even where production is not known', async () =>
    expect(await gather(missing, ['example.com'])).toEqual([{ domain: 'example.com', from: 'configuration' }]));

  it('are production’s own otherwise', async () =>
    expect(await gather(hosts('example.com', 'example.net'))).toEqual([
      { domain: 'example.com', from: 'production' },
      { domain: 'example.net', from: 'production' },
    ]));

  it.each([
    ['no production', missing],
    ['a production on a platform’s domain', hosts()],
  ])('are not configured with %s, and the way out is said', async (_what, found) =>
    expect(gather(found)).rejects.toMatchObject({
      reason: 'not-configured',
      hint: expect.stringContaining('"email": { "domains"'),
    }),
  );
});
