import { expect, test } from 'vitest';
import { buildTarget } from './target.ts';

const consents = { readValues: true, probe: false, probeProduction: false, offline: false };

test('what nobody said is absent, not undefined', () => {
  expect(Object.keys(buildTarget('/repo', {}, undefined, consents, 7))).toEqual([
    'root',
    'privatePaths',
    'mailDomains',
    'dkimSelectors',
    'consents',
    'now',
  ]);
});

test('configuration, project and consent come together', () => {
  const vercel = { idOrName: 'shop', from: 'configuration' };
  const config = {
    production: 'https://a.example',
    preview: 'https://b.example',
    privatePaths: ['/account'],
    email: { domains: ['a.example'], dkimSelectors: ['s1'] },
    stripe: { webhookPath: '/api/hooks' },
  };
  expect(buildTarget('/repo', config, vercel, consents, 7)).toEqual({
    root: '/repo',
    production: 'https://a.example',
    preview: 'https://b.example',
    privatePaths: ['/account'],
    mailDomains: ['a.example'],
    dkimSelectors: ['s1'],
    webhookPath: '/api/hooks',
    vercel,
    consents,
    now: 7,
  });
});
