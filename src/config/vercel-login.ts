import * as z from 'zod';
import { UserError } from '../core/fault.ts';
import type { Environment } from './vercel-link.ts';

/** The place of the Vercel CLI's login on this machine: absolute path of its `auth.json`. */
export function vercelLoginFile(platform: string, home: string, environment: Environment): string {
  const folder = 'com.vercel.cli';
  const given = environment.XDG_DATA_HOME;
  if (given !== undefined && given !== '') return `${given}/${folder}/auth.json`;
  if (platform === 'darwin') return `${home}/Library/Application Support/${folder}/auth.json`;
  if (platform === 'win32') return `${environment.APPDATA || `${home}/AppData/Roaming`}/xdg.data/${folder}/auth.json`;
  return `${home}/.local/share/${folder}/auth.json`;
}

const login = z.looseObject({ token: z.string().min(1), expiresAt: z.number().optional() });

/**
 * The token of a Vercel CLI login. `now` is milliseconds since 1970, the file's `expiresAt` seconds. Throws `UserError`
 * when the login has expired (it is never refreshed here) or the file holds none.
 */
export function readVercelLogin(text: string, now: number): string {
  const parsed = login.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new UserError(
      'The Vercel CLI keeps no token in its file; it may use the system keyring.',
      'Set VERCEL_TOKEN instead.',
    );
  }
  const { token, expiresAt } = parsed.data;
  if (expiresAt !== undefined && expiresAt * 1000 <= now) {
    throw new UserError('The Vercel CLI login has expired.', 'Run `vercel login` again, or set VERCEL_TOKEN.');
  }
  return token;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A file that is no JSON holds no login; the caller says so.
    return undefined;
  }
}
