import { describe, expect, it } from 'vitest';
import { takeoverServiceOf, unclaimedMark } from './services.ts';

function markOf(target: string, status: number, body: string, headers: readonly (readonly [string, string])[] = []) {
  const service = takeoverServiceOf(target);
  return service === undefined ? undefined : unclaimedMark(service, { status, headers, body });
}

describe('a service that hands out names', () => {
  it.each([
    ['harbor.github.io', 'github-pages'],
    ['harbor.s3.amazonaws.com', 's3'],
    ['harbor.s3-website-eu-west-1.amazonaws.com', 's3'],
    ['harbor.s3-website.eu-central-1.amazonaws.com', 's3'],
    ['abc.vercel-dns-016.com', 'vercel'],
    ['harbor.azurewebsites.net', 'azure-app'],
    ['ec2-1-2-3-4.compute.amazonaws.com', undefined],
    ['github.io.evil.example', undefined],
    ['harbor.example', undefined],
    ['', undefined],
    [`${'s3-'.repeat(60)}x.example`, undefined],
  ])('%s: %s', (target, id) => expect(takeoverServiceOf(target)?.id).toBe(id));
});

describe('an unclaimed name', () => {
  it('is told by status and text together', () => {
    const text = "There isn't a GitHub Pages site here.";
    expect(markOf('harbor.github.io', 404, text)).toBe("There isn't a GitHub Pages site here");
    expect(markOf('harbor.github.io', 200, text)).toBeUndefined();
    expect(markOf('harbor.github.io', 404, 'Page not found')).toBeUndefined();
  });

  it('is never told by the text alone: another service’s words count for nothing', () =>
    expect(markOf('harbor.s3.amazonaws.com', 404, "There isn't a GitHub Pages site here")).toBeUndefined());

  it('is told by a header where the service sends one', () => {
    const said = ['x-vercel-error', 'DEPLOYMENT_NOT_FOUND'] as const;
    expect(markOf('cname.vercel-dns.com', 404, '', [said])).toBe('x-vercel-error: DEPLOYMENT_NOT_FOUND');
    expect(markOf('cname.vercel-dns.com', 404, 'DEPLOYMENT_NOT_FOUND')).toBeUndefined();
  });

  it('is told by NXDOMAIN alone at a service without a page', () =>
    expect(markOf('harbor.azurewebsites.net', 404, 'anything')).toBeUndefined());
});
