import { describe, expect, test } from 'vitest';
import type { Config } from './schema.ts';
import { testUsers, unconfirmedHost } from './test-users.ts';

const config: Config = {
  users: {
    a: {
      headers: { cookie: 'env:LAUNCH_READY_USER_A_COOKIE', authorization: 'env:LAUNCH_READY_USER_A_TOKEN' },
      markers: ['a@example.com'],
    },
    b: { headers: { cookie: 'env:LAUNCH_READY_USER_B_COOKIE' } },
  },
};

describe('test identities', () => {
  test('are none where none is configured', () => {
    expect(testUsers({}, { LAUNCH_READY_USER_A_COOKIE: 'session=1' })).toEqual({});
    expect(testUsers({ users: {} }, {})).toEqual({});
  });

  test('take their headers from the environment, and markers as they are written', () => {
    const environment = {
      LAUNCH_READY_USER_A_COOKIE: ' session=1; theme=dark\n',
      LAUNCH_READY_USER_A_TOKEN: 'Bearer t0k3n',
      LAUNCH_READY_USER_B_COOKIE: 'session=2',
      UNRELATED: 'x',
    };
    expect(testUsers(config, environment)).toEqual({
      a: {
        headers: { cookie: 'session=1; theme=dark', authorization: 'Bearer t0k3n' },
        markers: ['a@example.com'],
        missing: [],
      },
      b: { headers: { cookie: 'session=2' }, markers: [], missing: [] },
    });
  });

  test('name the variables that are not set, empty ones too, and send no reference in their place', () => {
    const environment = { LAUNCH_READY_USER_A_COOKIE: '', LAUNCH_READY_USER_A_TOKEN: 'Bearer t0k3n' };
    expect(testUsers(config, environment)).toEqual({
      a: {
        headers: { authorization: 'Bearer t0k3n' },
        markers: ['a@example.com'],
        missing: ['LAUNCH_READY_USER_A_COOKIE'],
      },
      b: { headers: {}, markers: [], missing: ['LAUNCH_READY_USER_B_COOKIE'] },
    });
  });

  test('name a variable once, however many headers refer to it', () => {
    const headers = { cookie: 'env:LAUNCH_READY_ONE', 'x-session': 'env:LAUNCH_READY_ONE' };
    expect(testUsers({ users: { a: { headers } } }, {}).a?.missing).toEqual(['LAUNCH_READY_ONE']);
  });

  test('may have markers in the environment, too', () => {
    const a = { headers: {}, markers: ['env:LAUNCH_READY_MARKER', 'Harbor', 'env:LAUNCH_READY_UNSET'] };
    expect(testUsers({ users: { a } }, { LAUNCH_READY_MARKER: 'a@example.com' }).a).toEqual({
      headers: {},
      markers: ['a@example.com', 'Harbor'],
      missing: ['LAUNCH_READY_UNSET'],
    });
  });

  test('may have headers that are no secrets, written out', () => {
    const headers = { 'x-tenant': 'harbor', cookie: 'env:LAUNCH_READY_USER_A_COOKIE' };
    const environment = { LAUNCH_READY_USER_A_COOKIE: 'session=1' };
    expect(testUsers({ users: { a: { headers } } }, environment).a?.headers).toEqual({
      'x-tenant': 'harbor',
      cookie: 'session=1',
    });
  });
});

describe('the production host that the repository alone names', () => {
  const production = 'https://shop.example.com';
  const merged: Config = { ...config, production };
  test.each<[string, Config, Config, string | undefined]>([
    ['is not confirmed for users of the person’s own', merged, config, 'shop.example.com'],
    ['is confirmed by the person’s own file', merged, merged, undefined],
    [
      'is confirmed where the person says where to connect for it',
      merged,
      { ...config, network: { connect: { 'shop.example.com:443': '127.0.0.1:8443' } } },
      undefined,
    ],
    [
      'is not by another host there',
      merged,
      { ...config, network: { connect: { 'other.example.com:443': '127.0.0.1:8443' } } },
      'shop.example.com',
    ],
    ['needs none where the repository names the users too', merged, {}, undefined],
    ['is not there', config, config, undefined],
  ])('%s', (_what, all, own, host) => expect(unconfirmedHost(all, own)).toBe(host));
});
