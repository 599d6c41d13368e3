import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainRead } from './path.ts';

describe('a path that is only read', () => {
  it.each([
    '/',
    '/en',
    '/sign-in',
    '/api/webhooks/stripe',
    '/settings',
    '/blog/how-we-removed-friction',
    '/order-confirmation/1',
    'https://delete.example.com/a',
    '/blog/exit-strategy',
    '/guides/quit-smoking',
    '/sessions/end',
  ])('may be asked: %s', (path) => expect(isPlainRead(path)).toBe(true));

  it.each([
    ...[
      '/logout',
      '/log-out',
      '/sign_out',
      '/api/auth/signOut',
      '/users/1/delete',
      '/unsubscribe?u=1',
      '/a?action=delete',
    ],
    ...[
      'https://shop.example.com/api/auth/sign%2Dout',
      '/cart/remove',
      '/account/deactivate',
      '/subscription/cancel',
      '/api/deleteAccount',
      '/invites/1/accept',
      '/orders/1/refund',
      '/confirm?token=1',
      '/bye',
      '/api/exit',
      '/app/quit/',
      '/a?do=quit',
      '/api/end-session',
      '/endSession',
    ],
  ])('is never asked: %s', (path) => expect(isPlainRead(path)).toBe(false));

  it('is told from anything, bad escapes too', () => {
    expect(isPlainRead('/%ff/logout')).toBe(false);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof isPlainRead(text)).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });
});
