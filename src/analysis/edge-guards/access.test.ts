import { describe, expect, test } from 'vitest';
import type { AccessApplication } from '../../artifacts/cloudflare/edge.ts';
import { applicationOver, closedBy } from './access.ts';

function application(domain: string, changes: Partial<AccessApplication> = {}): AccessApplication {
  return {
    id: domain,
    name: domain,
    kind: 'self_hosted',
    domains: [domain],
    decisions: ['allow'],
    open: false,
    ...changes,
  };
}

// https://developers.cloudflare.com/cloudflare-one/access-controls/policies/app-paths/
describe('an Access application', () => {
  test.each([
    ['shop.example.com', '/any', true],
    ['Shop.Example.com/Admin', '/Admin/users', true],
    ['shop.example.com/Admin', '/admin', false],
    ['shop.example.com/admin', '/administration', false],
    ['shop.example.com/admin*', '/administration', true],
    ['*.example.com', '/', true],
    ['other.example.com', '/', false],
  ])('over %s stands before %s: %s', (domain, path, isClosed) =>
    expect(closedBy([application(domain)], 'shop.example.com', path) !== undefined).toBe(isClosed),
  );

  test('with the most specific domain is the one in front', () => {
    const staff = application('shop.example.com');
    const open = application('shop.example.com/api', { open: true });
    expect(applicationOver([staff, open], 'shop.example.com', '/api/hook')?.application).toBe(open);
    expect(closedBy([staff, open], 'shop.example.com', '/api/hook')).toBeUndefined();
    expect(closedBy([open, staff], 'shop.example.com', '/cart')?.application).toBe(staff);
  });

  test('of a kind that stands before no host is none', () =>
    expect(closedBy([application('shop.example.com', { kind: 'bookmark' })], 'shop.example.com', '/')).toBeUndefined());
});
