import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { harborAccount } from './account/harbor.ts';
import { plantedSecrets, plantSecrets, publicKeys, supabaseRefs } from './planted.ts';

const here = import.meta.dirname;

async function sources(): Promise<readonly { path: string; text: string }[]> {
  const entries = await readdir(here, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}

function claimsOf(jwt: string): unknown {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
}

describe.each([false, true])('planted secrets (repaired: %s)', (repaired) => {
  const secrets = plantedSecrets({ repaired });

  it('are the same in every run, long enough to search for, and all different', () => {
    expect(plantedSecrets({ repaired })).toEqual(secrets);
    expect(new Set(secrets).size).toBe(secrets.length);
    for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(16);
  });

  it('stand whole in no source file, nor anything that a scanner would take for one of them', async () => {
    const files = await sources();
    expect(files.length).toBeGreaterThan(30);
    const looksReal =
      /(sk|pk|rk)_(live|test)_\w{20}|whsec_\w{20}|sk-proj-\w{20}|vcp_\w{20}|sntrys_\w{20}|eyJ\w{20}|:[^\s:@/${}]{8,}@/;
    for (const { path, text } of files) {
      const found = secrets.filter((secret) => text.includes(secret));
      const line = path === join(here, 'planted.test.ts') ? undefined : looksReal.exec(text)?.[0];
      expect([path, found, line]).toEqual([path, [], undefined]);
    }
  });

  it('cover everything that the account keeps as a secret', () => {
    const known = new Set([...secrets, ...storeAddresses(repaired)]);
    const { variables, tokens } = harborAccount({ repaired });
    for (const { value } of tokens) expect(known).toContain(value);
    for (const { key, type, value } of variables) {
      if (type === 'encrypted' || type === 'sensitive') expect([key, known.has(value)]).toEqual([key, true]);
    }
  });

  it('have the shape of the real thing', () => {
    const planted = plantSecrets({ repaired });
    expect(planted.stripeLiveKey).toMatch(/^sk_live_51\w{97}$/);
    expect(planted.resendKey).toMatch(/^re_\w{8}_\w{24}$/);
    expect(new URL(planted.databaseUrl).password).toBe(planted.databasePassword);
    expect(claimsOf(planted.supabaseServiceKey)).toMatchObject({ role: 'service_role', ref: supabaseRefs.production });
    expect(claimsOf(publicKeys().supabase)).toMatchObject({ role: 'anon', ref: supabaseRefs.production });
  });
});

it('rotates what production used when the launch is put right', () => {
  const before = plantSecrets({ repaired: false });
  const after = plantSecrets({ repaired: true });
  for (const name of ['databasePassword', 'stripeLiveKey', 'openaiKey', 'sessionSecret', 'storeToken'] as const) {
    expect(after[name]).not.toBe(before[name]);
  }
});

function storeAddresses(repaired: boolean): readonly string[] {
  const { storeUrl, previewStoreUrl } = plantSecrets({ repaired });
  return [storeUrl, previewStoreUrl];
}
