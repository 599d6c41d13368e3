import { describe, expect, test } from 'vitest';
import { UserError } from '../core/fault.ts';
import { readVercelLogin, vercelLoginFile } from './vercel-login.ts';

describe('the place of the login', () => {
  test('is where the CLI keeps it on each system', () => {
    expect(vercelLoginFile('linux', '/home/ana', {})).toBe('/home/ana/.local/share/com.vercel.cli/auth.json');
    expect(vercelLoginFile('darwin', '/Users/ana', {})).toBe(
      '/Users/ana/Library/Application Support/com.vercel.cli/auth.json',
    );
    expect(vercelLoginFile('win32', 'C:/Users/ana', { APPDATA: 'C:/Roaming' })).toBe(
      'C:/Roaming/xdg.data/com.vercel.cli/auth.json',
    );
  });

  test('follows XDG_DATA_HOME; an empty variable is an absent one', () => {
    expect(vercelLoginFile('linux', '/home/ana', { XDG_DATA_HOME: '/data' })).toBe('/data/com.vercel.cli/auth.json');
    expect(vercelLoginFile('linux', '/home/ana', { XDG_DATA_HOME: '' })).toContain('/home/ana/.local');
    expect(vercelLoginFile('win32', 'C:/Users/ana', { APPDATA: '' })).toBe(
      'C:/Users/ana/AppData/Roaming/xdg.data/com.vercel.cli/auth.json',
    );
  });
});

describe('the login', () => {
  const now = Date.UTC(2026, 10, 20);
  const seconds = now / 1000;

  test('is its token, with or without an end', () => {
    expect(readVercelLogin('{"token": "t0k3n", "refreshToken": "r", "userId": "u"}', now)).toBe('t0k3n');
    expect(readVercelLogin(JSON.stringify({ token: 't0k3n', expiresAt: seconds + 1 }), now)).toBe('t0k3n');
  });

  test('that has expired is said, never refreshed', () => {
    for (const expiresAt of [seconds, seconds - 1, 0]) {
      const text = JSON.stringify({ token: 't0k3n', refreshToken: 'r3fresh', expiresAt });
      expect(() => readVercelLogin(text, now)).toThrow('has expired');
    }
  });

  test('in the keyring or in a broken file leads to VERCEL_TOKEN, and shows nothing of the file', () => {
    for (const text of [
      '{}',
      '{"token": ""}',
      '{"token": 7, "refreshToken": "r3fresh"}',
      'r3fresh',
      '',
      'null',
      '[]',
    ]) {
      try {
        readVercelLogin(text, now);
        throw new Error(`accepted: ${text}`);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        expect(error.hint).toContain('VERCEL_TOKEN');
        expect(error.message).not.toContain('r3fresh');
      }
    }
  });
});
