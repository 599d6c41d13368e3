import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFiles } from '../io/files/files.ts';
import { testFolder } from '../io/testing-folder.ts';
import { loadDecisions } from './decisions.ts';

const waiver = { fingerprint: 'aaaaaaaaaaaaaaaa', reason: 'known', by: 'Ana', on: '2026-11-01' };
const attestation = { check: 'operations/backups', answer: 'yes', by: 'Ana', on: '2026-11-01' };

async function load(decisions: unknown) {
  await using repository = await testFolder();
  const text = typeof decisions === 'string' ? decisions : JSON.stringify(decisions);
  await repository.write('launch-ready.decisions.json', text);
  return await loadDecisions(createFiles(), repository.path);
}

describe('decisions', () => {
  test('are none without a file, and none in an empty one', async () => {
    await using repository = await testFolder();
    expect(await loadDecisions(createFiles(), repository.path)).toEqual({ waivers: [], attestations: [] });
    expect(await load('{}')).toEqual({ waivers: [], attestations: [] });
  });

  test('are read as they were written', async () => {
    const decisions = {
      waivers: [waiver, { check: 'env/unused', reason: 'later', by: 'Ana', on: '2026-11-01', expires: '2026-12-31' }],
      attestations: [attestation, { ...attestation, answer: 'no', note: 'never tried' }],
    };
    expect(await load(decisions)).toEqual(decisions);
    expect(await load(`// ours\n${JSON.stringify({ $schema: 'x', ...decisions })}`)).toEqual(decisions);
  });

  test('that name nothing, nobody or no reason are refused', async () => {
    const { fingerprint, ...nameless } = waiver;
    expect(fingerprint).not.toBe('');
    const wrong: readonly (readonly [object, string])[] = [
      [{ waivers: [nameless] }, 'a fingerprint or a check'],
      [{ waivers: [{ ...waiver, reason: '' }] }, 'waivers[0].reason'],
      [{ waivers: [{ ...waiver, by: undefined }] }, '"waivers[0].by" is missing'],
      [{ attestations: [{ ...attestation, answer: 'maybe' }] }, 'attestations[0].answer'],
      [{ waivers: [{ ...waiver, expire: '2026-12-31' }] }, 'Did you mean "expires"?'],
      [{ waiver: [] }, 'Did you mean "waivers"?'],
    ];
    for (const [decisions, message] of wrong) {
      await expect(load(decisions), message).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining(message),
      });
    }
  });

  test('are dated by the calendar', async () => {
    for (const expires of ['2026-02-30', '2026-13-01', '20261231', '2026-1-1', 'tomorrow', '2026-11-20T00:00:00Z']) {
      await expect(load({ waivers: [{ ...waiver, expires }] }), expires).rejects.toThrow('a date such as 2026-11-20');
    }
    expect((await load({ waivers: [{ ...waiver, expires: '2028-02-29' }] })).waivers).toHaveLength(1);
  });

  test('in a link or in no text are refused', async () => {
    await using repository = await testFolder();
    const file = await repository.write('elsewhere.json', '{}');
    await symlink(file, join(repository.path, 'launch-ready.decisions.json'));
    await expect(loadDecisions(createFiles(), repository.path)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('link'),
    });
  });
});
