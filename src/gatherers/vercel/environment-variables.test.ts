import { describe, expect, it } from 'vitest';
import { vercelEnvironmentVariables } from '../../artifacts/vercel/environment-variables.ts';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { gatherEnvironmentVariables } from './environment-variables.ts';
import { type Answers, fakeVercel } from './testing.ts';

const row = (id: string, more: object = {}) => ({
  id,
  key: `KEY_${id}`,
  type: 'encrypted',
  target: ['production'],
  value: 'ciphertext',
  decrypted: false,
  ...more,
});
const list = (...envs: readonly object[]): Answers => ({
  variables: () => [{ envs, hiddenProductionEnvCount: 0 }],
  sharedVariables: () => [{ data: [] }],
});

async function gather(answers: Answers, options: Parameters<typeof fakeVercel>[1] = {}) {
  const vercel = fakeVercel(answers, options);
  const value = vercelEnvironmentVariables.parse(await gatherEnvironmentVariables.gather(vercel.context, {}));
  return { ...vercel, value };
}

async function faultOf(answers: Answers): Promise<unknown> {
  return gather(answers).then(
    () => 'an answer',
    (error: unknown) => error,
  );
}

describe('the list of variables', () => {
  it('is taken as Vercel sends it, row by row', async () => {
    const sent = row('1', {
      createdAt: 1,
      updatedAt: 2,
      configurationId: 'icfg_1',
      securityIssues: ['readable-secret'],
    });
    const { value } = await gather(list(sent));
    expect(value).toEqual({
      variables: [
        {
          id: '1',
          name: 'KEY_1',
          kind: 'encrypted',
          environments: ['production'],
          shared: false,
          integration: true,
          updatedAt: 2,
          securityIssues: ['readable-secret'],
          value: { state: 'not-read' },
        },
      ],
      hiddenInProduction: 0,
    });
  });

  it.each([
    ['an unknown type', { type: 'vault' }, { kind: 'unknown' }],
    ['no type', { type: undefined }, { kind: 'unknown' }],
    ['nulls', { gitBranch: null, configurationId: null, contentHint: null, comment: null }, { integration: false }],
    ['no remarks', { securityIssues: undefined }, { securityIssues: [] }],
    ['new remarks', { securityIssues: ['odd'] }, { securityIssues: ['odd'] }],
    ['a target as text', { target: 'preview' }, { environments: ['preview'] }],
    ['a new target', { target: ['staging'] }, { environments: ['staging'] }],
    ['no target', { target: null }, { environments: [] }],
    ['a custom environment', { target: [], customEnvironmentIds: ['env_9'] }, { environments: ['env_9'] }],
    ['a branch', { gitBranch: 'main' }, { gitBranch: 'main' }],
    ['ISO times', { updatedAt: '2026-11-16T09:00:00.000Z' }, { updatedAt: Date.UTC(2026, 10, 16, 9) }],
    ['a creation time alone', { createdAt: 5 }, { updatedAt: 5 }],
    ['a store’s content', { contentHint: { type: 'redis-url', storeId: 's' } }, { integration: true }],
    ['a flags secret, which no store keeps', { contentHint: { type: 'flags-secret' } }, { integration: false }],
    ['what is visible to nobody', { visibility: 'secret' }, { kind: 'sensitive', value: { state: 'write-only' } }],
    ['keys never heard of', { sunsetSecretId: 'x', odd: {} }, { kind: 'encrypted' }],
  ])('takes %s', async (_what, more, expected) => {
    const { value } = await gather(list(row('1', more)));
    expect(value.variables).toMatchObject([expected]);
  });

  it.each([
    ['no time', {}],
    ['words', { updatedAt: 'yesterday' }],
    ['a time beyond every calendar', { updatedAt: 1e20 }],
    ['an empty branch', { gitBranch: '' }],
  ])('leaves out what says nothing: %s', async (_what, more) => {
    const { value } = await gather(list(row('1', more)));
    expect(value.variables[0]).not.toHaveProperty('updatedAt');
    expect(value.variables[0]).not.toHaveProperty('gitBranch');
  });

  it('joins all pages and keeps the hidden count', async () => {
    const { value } = await gather({
      ...list(),
      variables: () => [
        { envs: [row('1')], hiddenProductionEnvCount: 2 },
        { envs: [row('2')], hiddenProductionEnvCount: 2 },
      ],
    });
    expect(value.variables.map(({ id }) => id)).toEqual(['1', '2']);
    expect(value.hiddenInProduction).toBe(2);
  });

  it('leaves system records out', async () => {
    const { value } = await gather(list(row('1', { type: 'system' }), row('2', { system: true }), row('3')));
    expect(value.variables.map(({ id }) => id)).toEqual(['3']);
  });

  it('passes drift on as notes', async () => {
    const { notes } = await gather(list(), { drift: ['the SDK refused it'] });
    expect(notes).toContain('the SDK refused it');
  });

  it.each([
    ['without rows', {}],
    ['with an error in their place', { error: { code: 'odd' } }],
    ['with rows that are no list', { envs: {} }],
    ['with a row without a name', { envs: [{ id: '1' }] }],
    ['that is null', null],
    ['that is a text', '<html>'],
  ])('is a fault, never empty, from a page %s', async (_what, page) => {
    const fault = await faultOf({ ...list(), variables: () => [{ envs: [] }, page] });
    expect(fault).toBeInstanceOf(ProviderFault);
    expect((fault as ProviderFault).message).toContain('the environment variables');
  });

  it('says in a fault where the shape is odd', async () => {
    const within = { ...list(), variables: () => [{ envs: [{ id: '1' }] }] };
    expect(await faultOf(within)).toMatchObject({ message: expect.stringContaining('(envs.0.key: ') });
    expect(await faultOf({ ...list(), variables: () => [null] })).toMatchObject({
      message: expect.stringContaining('(top level: '),
    });
  });

  it('quotes no value in a fault', async () => {
    const fault = await faultOf({ ...list(), variables: () => [{ envs: [{ key: 7, value: 'canary-4711' }] }] });
    expect(JSON.stringify(fault) + String(fault)).not.toContain('canary-4711');
  });

  it('passes a refusal of the list itself on', async () => {
    const refusal = new UnavailableError('denied', 'ask the owner');
    expect(await faultOf({ ...list(), variables: () => refusal })).toBe(refusal);
  });

  it('asks for nothing without a linked project', async () => {
    const { context, calls } = fakeVercel({});
    const { vercel: _none, ...target } = context.target;
    const work = gatherEnvironmentVariables.gather({ ...context, target }, {});
    await expect(work).rejects.toMatchObject({
      reason: 'not-configured',
      hint: expect.stringContaining('vercel link'),
    });
    expect(calls).toEqual([]);
  });
});

describe('the team’s shared variables', () => {
  const shared = { sharedVariables: () => [{ data: [row('s1', { type: 'plain', value: 'x' })] }] };

  it('stand beside the project’s own', async () => {
    const { value, calls } = await gather({ ...list(row('1')), ...shared });
    expect(value.variables.map(({ id, shared: isShared }) => [id, isShared])).toEqual([
      ['1', false],
      ['s1', true],
    ]);
    expect(calls).toContain('sharedVariables prj_1');
  });

  it('are asked for by the project’s id, which is looked up when only its name is known', async () => {
    const project = () => [{ id: 'prj_7', name: 'shop' }];
    const { calls } = await gather({ ...list(), ...shared, project }, { project: 'shop' });
    expect(calls).toContain('sharedVariables prj_7');
  });

  it('are nobody’s in a personal account, and not asked for', async () => {
    const { calls, value } = await gather(list(row('1')), { personal: true });
    expect(calls).toEqual(['variables']);
    expect(value).not.toHaveProperty('sharedUnread');
  });

  it.each([
    ['denied', new UnavailableError('denied', 'ask for access to shared variables')],
    ['broken', new ProviderFault('Vercel answered 500.', 'ask for access to shared variables')],
  ])('when %s leave the project’s own standing, and say that they are missing', async (_what, error) => {
    const { value } = await gather({ ...list(row('1')), sharedVariables: () => error });
    expect(value.variables).toHaveLength(1);
    expect(value.sharedUnread).toContain('ask for access to shared variables');
  });

  it('in an unknown shape are unread, not absent', async () => {
    const { value } = await gather({ ...list(), sharedVariables: () => [{ envs: [] }] });
    expect(value.sharedUnread).toContain('could not be read');
  });

  it('do not hide a mistake of our own', async () => {
    const mistake = new TypeError('oops');
    expect(await faultOf({ ...list(), sharedVariables: () => mistake })).toBe(mistake);
  });
});
