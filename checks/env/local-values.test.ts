import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { localValues } from './local-values.ts';
import {
  canary,
  findingsOf,
  matrixOf,
  namesOf,
  notRead,
  postgres,
  set,
  type Unseen,
  unreadable,
  writeOnly,
} from './testing.ts';

function judge(variables: readonly EnvironmentVariable[], origin?: string, unseen: Unseen = {}) {
  const addresses = origin === undefined ? {} : { production: { origin, from: 'Vercel' } };
  return localValues.evaluate({ matrix: matrixOf(variables, unseen), addresses });
}

const shop = 'https://www.harbor.shop';

describe('env/local-values', () => {
  const clean = set('SITE_URL', 'production', 'https://harbor.shop');

  it('passes, fails for localhost in production, and passes again', () => {
    const fine = { outcome: 'pass', evidence: '1 address in production, none local, private or an example' };
    expect(judge([clean], shop)).toEqual(fine);
    expect(findingsOf(judge([set('SITE_URL', 'production', 'http://localhost:3000/x')], shop))).toEqual([
      {
        key: 'local',
        data: { name: 'SITE_URL', where: 'localhost, the machine the code runs on' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'SITE_URL' },
        evidence: 'SITE_URL in production is http://localhost:3000',
        confidence: 'certain',
      },
    ]);
    expect(judge([clean], shop)).toEqual(fine);
  });

  it('is high', () => expect(localValues.meta.severity).toBe('high'));

  it.each([
    ['http://127.0.0.1:3000', 'localhost', 'certain'],
    ['http://[::1]:3000', 'localhost', 'certain'],
    ['localhost:3000', 'localhost', 'certain'],
    ['http://192.168.1.20', 'private network', 'likely'],
    ['http://api:8080', 'private network', 'likely'],
    ['https://harbor-git-main-acme.vercel.app', 'vercel.app', 'certain'],
    ['https://api.example.com', 'example', 'certain'],
    ['https://your-domain.com', 'example', 'certain'],
  ])('fails for %s', (value, where, confidence) =>
    expect(findingsOf(judge([set('SITE_URL', 'production', value)], shop))).toMatchObject([
      { data: { where: expect.stringContaining(where) }, confidence },
    ]),
  );

  it('fails for a local database and shows neither user, password nor path', () => {
    const verdict = judge([set('DATABASE_URL', 'production', postgres('localhost:5432/shop'))], shop);
    expect(findingsOf(verdict)).toMatchObject([{ evidence: 'DATABASE_URL in production is a database at localhost' }]);
    const web = judge([set('API_URL', 'production', `http://u:${canary}@localhost/${canary}?k=${canary}`)], shop);
    expect(findingsOf(web)).toMatchObject([{ evidence: 'API_URL in production is http://localhost' }]);
    expect(JSON.stringify([verdict, web])).not.toContain(canary);
  });

  it('leaves the launch’s own address alone, and its siblings, whatever they look like', () => {
    const own = set('SITE_URL', 'production', 'https://shop.example.com');
    const sibling = set('API_URL', 'production', 'https://api.example.com');
    expect(judge([own, sibling], 'https://shop.example.com').outcome).toBe('pass');
    expect(
      judge([set('SITE_URL', 'production', 'https://harbor.vercel.app')], 'https://harbor.vercel.app').outcome,
    ).toBe('pass');
  });

  it('still flags another project of *.vercel.app when the launch lives there', () =>
    expect(
      namesOf(judge([set('API_URL', 'production', 'https://other.vercel.app')], 'https://harbor.vercel.app')),
    ).toEqual(['local API_URL']));

  it('does not know whether a *.vercel.app or an example host is the launch’s own while that is not known', () => {
    for (const value of ['https://harbor.vercel.app', 'https://shop.example.com']) {
      expect(judge([set('SITE_URL', 'production', value)])).toMatchObject({
        outcome: 'unknown',
        because: 'whether SITE_URL leads to the launch: its address is not known',
        hint: expect.stringContaining('launch-ready.json'),
      });
    }
    expect(namesOf(judge([set('SITE_URL', 'production', 'http://localhost')]))).toEqual(['local SITE_URL']);
  });

  it.each([
    [
      'local addresses of preview and development',
      set('SITE_URL', ['preview', 'development'], 'http://localhost:3000'),
    ],
    ['a word that only looks like a host', set('BUNDLE_ID', 'production', 'com.harbor.test')],
    ['a database inside a private network', set('DATABASE_URL', 'production', postgres('10.0.0.5/shop'))],
    ['a path', set('LOGIN_URL', 'production', '/login')],
  ])('does not flag %s', (_what, variable) => expect(judge([variable], shop).outcome).toBe('pass'));

  it.each([
    ['write-only', writeOnly],
    ['not read', notRead],
    ['could not be read', unreadable],
  ])('does not know while an address is %s', (words, facts) => {
    const verdict = judge([set('SITE_URL', 'production', facts)], shop);
    expect(verdict).toMatchObject({ outcome: 'unknown', because: expect.stringContaining(`SITE_URL (${words}`) });
    for (const name of ['SESSION_SECRET', 'SLACK_WEBHOOK_URL', 'LOG_LEVEL']) {
      expect(judge([set(name, 'production', facts)], shop).outcome).toBe('pass');
    }
  });

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not pass with %s', (_what, unseen) => expect(judge([clean], shop, unseen).outcome).toBe('unknown'));
});
