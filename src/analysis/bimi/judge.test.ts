import { expect, test } from 'vitest';
import { judgeBimi } from './judge.ts';

const txt = { state: 'found', texts: ['v=BIMI1; l=https://example.com/logo.svg'], chain: [] } as const;
const logo = { state: 'answered', url: 'https://example.com/logo.svg', status: 200, truncated: false } as const;
const judge = (more: Partial<Extract<Parameters<typeof judgeBimi>[0]['logo'], { state: 'answered' }>>) =>
  judgeBimi({ domain: 'example.com', txt, logo: { ...logo, ...more } }, undefined).faults;

test('a logo of which only the beginning came is no sound one: the rest may carry a script', () => {
  const svg = { profile: 'tiny-ps', script: false };
  expect(judge({ svg })).toEqual([]);
  expect(judge({ svg, truncated: true })).toEqual([{ key: 'logo', detail: `${logo.url} is over 64 KiB` }]);
});
