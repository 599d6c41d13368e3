import { expect, test } from 'vitest';
import { buildTarget } from './target.ts';

const consents = { readValues: true, probe: false, probeProduction: false, offline: false };

test('what nobody said is absent, not undefined', () => {
  expect(Object.keys(buildTarget('/repo', {}, undefined, consents, 7))).toEqual([
    'root',
    'privatePaths',
    'consents',
    'now',
  ]);
});

test('configuration, project and consent come together', () => {
  const vercel = { idOrName: 'shop', from: 'configuration' };
  const config = { production: 'https://a.example', preview: 'https://b.example', privatePaths: ['/account'] };
  expect(buildTarget('/repo', config, vercel, consents, 7)).toEqual({
    root: '/repo',
    production: 'https://a.example',
    preview: 'https://b.example',
    privatePaths: ['/account'],
    vercel,
    consents,
    now: 7,
  });
});
