import { describe, expect, it } from 'vitest';
import { registrableDomain } from './registrable-domain.ts';

describe('the registrable domain', () => {
  it.each([
    ['shop.example.com', 'example.com', true],
    ['example.com', 'example.com', true],
    ['a.b.example.co.uk', 'example.co.uk', true],
    ['shop.vercel.app', 'vercel.app', false],
    ['x.pages.dev', 'pages.dev', false],
    ['bücher.example.de', 'example.de', true],
    ['_dmarc.example.com', 'example.com', true],
  ])('of %s is %s', (host, domain, own) => expect(registrableDomain(host)).toEqual({ domain, own }));

  it.each(['203.0.113.7', '2001:db8::1', 'localhost', 'com', 'co.uk', ''])('%j has none', (host) =>
    expect(registrableDomain(host).domain).toBeUndefined(),
  );
});
