import { describe, expect, it } from 'vitest';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { gatherEnvironmentVariables } from './environment-variables.ts';
import { type Answers, fakeVercel } from './testing.ts';

const canary = 'canary-value-4711';
const row = (id: string, more: object = {}) => ({
  id,
  key: `${id}_SECRET`,
  type: 'encrypted',
  target: ['production'],
  value: 'sealed',
  ...more,
});
const opened = (id: string, more: object = {}) => [{ ...row(id), value: `${canary}-${id}`, decrypted: true, ...more }];

async function gather(rows: readonly object[], answers: Answers = {}, readValues = true) {
  const vercel = fakeVercel(
    {
      variables: () => [{ envs: rows }],
      variable: (id) => opened(id),
      sharedVariables: () => [{ data: [] }],
      ...answers,
    },
    { readValues },
  );
  const { variables } = await gatherEnvironmentVariables.gather(vercel.context, {});
  return {
    ...vercel,
    facts: variables.map(({ value }) => value),
    asked: vercel.calls.filter((call) => /riable /.test(call)),
  };
}

describe('reading values', () => {
  it('is not done unless it was allowed', async () => {
    const { facts, asked, progress } = await gather([row('A'), row('B')], {}, false);
    expect(facts).toEqual([{ state: 'not-read' }, { state: 'not-read' }]);
    expect(asked).toEqual([]);
    expect(progress).toEqual([]);
  });

  it('asks for each value once, keeps nothing of it but facts, and has it hidden', async () => {
    const { facts, asked, hidden } = await gather([row('A'), row('B')]);
    expect(facts).toEqual([
      { state: 'read', fingerprint: 'f:19:A', length: 19, traits: [] },
      { state: 'read', fingerprint: 'f:19:B', length: 19, traits: [] },
    ]);
    expect(asked).toEqual(['variable A', 'variable B']);
    expect(hidden).toEqual([`${canary}-A`, `${canary}-B`]);
    expect(JSON.stringify(facts)).not.toContain(canary);
  });

  it('asks for shared values by their own call', async () => {
    const { asked } = await gather([], {
      sharedVariables: () => [{ data: [row('S')] }],
      sharedVariable: (id) => opened(id),
    });
    expect(asked.filter((call) => call.startsWith('sharedVariable '))).toEqual(['sharedVariable S']);
  });

  it('never asks for what is write-only', async () => {
    const { facts, asked } = await gather([
      row('A', { type: 'sensitive', value: '' }),
      row('B', { visibility: 'secret' }),
    ]);
    expect(facts).toEqual([{ state: 'write-only' }, { state: 'write-only' }]);
    expect(asked).toEqual([]);
  });

  it('takes plain values from the list, allowed or not', async () => {
    const { facts, asked, hidden } = await gather([row('A', { type: 'plain', value: canary })], {}, false);
    expect(facts).toMatchObject([{ state: 'read', length: canary.length }]);
    expect(asked).toEqual([]);
    expect(hidden).toEqual([canary]);
  });

  it('does not hide what is public: the site’s address must stay readable in faults', async () => {
    const address = row('A', { key: 'SITE_URL', type: 'plain', value: 'https://shop.acme.net' });
    const leak = row('B', { key: 'NEXT_PUBLIC_PAY', type: 'plain', value: ['sk', 'live', 'abc'].join('_') });
    const { hidden } = await gather([address, leak], {}, false);
    expect(hidden).toEqual([['sk', 'live', 'abc'].join('_')]);
  });

  it('does not hide what anybody knows, encrypted or not, unless its name says that it is secret', async () => {
    const rows = [
      row('A', { key: 'SITE_URL', type: 'plain', value: 'https://shop.acme.net' }),
      row('B', { key: 'AFTER_SIGN_IN_URL', type: 'encrypted', decrypted: true, value: '/dashboard' }),
      row('C', { key: 'AUTH_SECRET', type: 'encrypted', decrypted: true, value: 'production' }),
    ];
    expect((await gather(rows)).hidden).toEqual(['production']);
  });

  it('takes ciphertext for no value, even where the list says decrypted, unless reading was allowed', async () => {
    const decrypted = row('A', { decrypted: true, value: canary });
    expect((await gather([decrypted], {}, false)).facts).toEqual([{ state: 'not-read' }]);
    expect((await gather([decrypted])).facts).toMatchObject([{ state: 'read', length: canary.length }]);
    expect((await gather([row('A', { decrypted: false })])).asked).toEqual(['variable A']);
  });

  it.each([
    ['says it is not decrypted', { decrypted: false }],
    ['does not say', { decrypted: undefined }],
    ['has no value', { value: undefined }],
  ])('calls a value unreadable when the answer %s', async (_what, more) => {
    const { facts } = await gather([row('A')], { variable: (id) => opened(id, more) });
    expect(facts).toEqual([{ state: 'unreadable', hint: expect.stringContaining('without the decrypted value') }]);
  });

  it('calls a value write-only when it has become so meanwhile', async () => {
    const { facts } = await gather([row('A')], { variable: (id) => opened(id, { type: 'sensitive', value: '' }) });
    expect(facts).toEqual([{ state: 'write-only' }]);
  });

  it('calls a row without an id unreadable, and asks nothing', async () => {
    const { facts, asked } = await gather([row('A', { id: null })]);
    expect(facts).toEqual([{ state: 'unreadable', hint: 'Vercel gave this variable no id to ask by' }]);
    expect(asked).toEqual([]);
  });

  it('says how far it has come', async () => {
    const { progress } = await gather([row('A'), row('B', { type: 'sensitive' }), row('C')]);
    expect(progress).toEqual([
      { done: 1, total: 2, unit: 'values' },
      { done: 2, total: 2, unit: 'values' },
    ]);
  });
});

describe('reading many values', () => {
  const many = Array.from({ length: 300 }, (_none, nth) => row(`V${nth}`));

  it('asks twenty-four at a time and keeps each with its own row', async () => {
    const { facts, asked, width } = await gather(many);
    expect(asked).toHaveLength(300);
    expect(width()).toBeLessThanOrEqual(24);
    expect(width()).toBeGreaterThan(11);
    expect(facts.map((value) => (value.state === 'read' ? value.fingerprint : value.state))).toEqual(
      many.map(({ id }) => `f:${canary.length + 1 + id.length}:${id.at(-1)}`),
    );
  });

  it.each(['denied', 'expired', 'challenge', 'rate-limited', 'offline', 'timeout'] as const)(
    'stops after the first answer “%s”: one refusal speaks for all',
    async (reason) => {
      const { facts, asked } = await gather(many, { variable: () => new UnavailableError(reason, 'ask the owner') });
      expect(asked.length).toBeLessThanOrEqual(24);
      expect(new Set(facts.map((value) => JSON.stringify(value)))).toEqual(
        new Set([JSON.stringify({ state: 'unreadable', hint: 'ask the owner' })]),
      );
    },
  );

  it('keeps what was read before the refusal', async () => {
    const { facts } = await gather(many, {
      variable: (id) => (id === 'V10' ? new UnavailableError('denied', 'ask the owner') : opened(id)),
    });
    expect(facts.slice(0, 10).every(({ state }) => state === 'read')).toBe(true);
    expect(facts[10]).toEqual({ state: 'unreadable', hint: 'ask the owner' });
    expect(facts[299]).toEqual({ state: 'unreadable', hint: 'ask the owner' });
  });

  it.each([
    ['a 500', new ProviderFault('Vercel answered 500.', 'Try again.'), 'Vercel answered 500. Try again.'],
    ['a variable gone meanwhile', new UnavailableError('not-found', 'it is gone'), 'it is gone'],
  ])('goes on after %s, which speaks for one variable alone', async (_what, error, hint) => {
    const { facts, asked } = await gather(many.slice(0, 20), { variable: (id) => (id === 'V3' ? error : opened(id)) });
    expect(asked).toHaveLength(20);
    expect(facts.filter(({ state }) => state === 'read')).toHaveLength(19);
    expect(facts[3]).toEqual({ state: 'unreadable', hint });
  });

  it('goes on after an answer in a shape nobody knows', async () => {
    const { facts } = await gather(many.slice(0, 3), {
      variable: (id) => (id === 'V1' ? [{ odd: true }] : opened(id)),
    });
    expect(facts.map(({ state }) => state)).toEqual(['read', 'unreadable', 'read']);
  });

  it('does not take a cancelled run, or a mistake of our own, for an unreadable value', async () => {
    const mistake = new TypeError('oops');
    await expect(gather(many.slice(0, 3), { variable: () => mistake })).rejects.toBe(mistake);
    const stop = new AbortController();
    const vercel = fakeVercel(
      {
        variables: () => [{ envs: many }],
        sharedVariables: () => [{ data: [] }],
        variable: () => {
          stop.abort(new Error('cancelled'));
          return new UnavailableError('timeout', 'too late');
        },
      },
      { readValues: true },
    );
    const work = gatherEnvironmentVariables.gather({ ...vercel.context, signal: stop.signal }, {});
    await expect(work).rejects.toMatchObject({ reason: 'timeout' });
  });
});
