import { describe, expect, it } from 'vitest';
import type { DnsDoor } from '../core/doors/dns.ts';
import { UnavailableError, UserError } from '../core/fault.ts';
import { fakeDns } from '../gatherers/testing-world.ts';
import { explainMail, type MailQuestion } from './explain-mail.ts';
import type { World } from './world.ts';

const zone = `
example.com TXT v=spf1 include:_spf.example.net -all exp=why.example.com
_spf.example.net TXT v=spf1 ip4:192.0.2.0/24 -all
why.example.com TXT %{i} may not send for %{d} (%{h})
mail.example.org TXT v=spf1 ip4:198.51.100.7 -all`;

async function explain(
  values: MailQuestion,
  dns: DnsDoor = fakeDns({ zone }),
  interrupted = new AbortController().signal,
) {
  let text = '';
  let closed = 0;
  // The command writes to stdout, reads the clock and hears the interruption; it touches nothing else of the world.
  const world = { stdout: { write: (part: string) => (text += part) }, now: () => 0, interrupted } as unknown as World;
  const code = await explainMail(values, world, async () => ({
    dns,
    close: async () => {
      closed += 1;
    },
  })).finally(() => expect(closed).toBeLessThanOrEqual(1));
  return { code, text, closed };
}

async function answer(values: MailQuestion, dns?: DnsDoor) {
  const { text } = await explain({ ...values, format: 'json' }, dns);
  return JSON.parse(text);
}

const broken = (ask: DnsDoor['ask']): DnsDoor => ({ ...fakeDns({}), ask });

describe('explain --mail', () => {
  it('answers in JSON: result, explanation, counts and steps', async () => {
    const asked = await answer({ mail: 'user@example.com', ip: '192.0.2.9' });
    expect(Object.keys(asked)).toEqual(['result', 'explanation', 'lookups', 'voids', 'steps']);
    expect(asked).toMatchObject({ result: 'pass', explanation: '', lookups: 1, voids: 0 });
    expect(asked.steps).toContainEqual({
      step: 'mechanism',
      domain: '_spf.example.net',
      depth: 1,
      term: 'ip4:192.0.2.0/24',
      matched: true,
      result: 'pass',
      lookups: 1,
      voids: 0,
      detail: 'the address is in it',
    });
  });

  it('gives the explanation of a fail, with the HELO name', async () =>
    expect(await answer({ mail: 'user@example.com', ip: '203.0.113.1', helo: 'mx.example.org' })).toMatchObject({
      result: 'fail',
      explanation: '203.0.113.1 may not send for example.com (mx.example.org)',
    }));

  it.each(['', '<>'])('checks a bounce ("%s") by its HELO name', async (mail) =>
    expect(await answer({ mail, ip: '198.51.100.7', helo: 'mail.example.org' })).toMatchObject({ result: 'pass' }),
  );

  it('takes angle brackets, IPv6 and an internationalised domain', async () => {
    expect((await answer({ mail: '<user@example.com>', ip: '2001:db8::1' })).result).toBe('fail');
    const dns = fakeDns({ zone: 'xn--bcher-kva.example TXT v=spf1 +all' });
    expect((await answer({ mail: 'user@bücher.example', ip: '192.0.2.1' }, dns)).result).toBe('pass');
  });

  it('tells people the same, step by step', async () => {
    const { text, code } = await explain({ mail: 'user@example.com', ip: '203.0.113.1' });
    expect(code).toBe(0);
    expect(text.split('\n')).toEqual([
      'user@example.com (MAIL FROM) from 203.0.113.1',
      'example.com: v=spf1 include:_spf.example.net -all exp=why.example.com',
      '  _spf.example.net: v=spf1 ip4:192.0.2.0/24 -all',
      '    ip4:192.0.2.0/24: no match (the address is not in it)',
      '    -all: fail (matches everybody)',
      '  include:_spf.example.net: no match (the included record answers fail)',
      '  -all: fail (matches everybody)',
      '  explanation: 203.0.113.1 may not send for example.com (unknown)',
      '',
      'fail  -all of example.com matches: matches everybody',
      'The domain says: 203.0.113.1 may not send for example.com (unknown)',
      'DNS lookups 1 of 10, in vain 0 of 2',
      '',
    ]);
  });

  it('lets no escape of a record through to the terminal', async () => {
    const dns = fakeDns({ zone: 'example.com TXT v=spf1 \u001b[2Jx\u202e -all' });
    const { text } = await explain({ mail: 'user@example.com', ip: '192.0.2.1' }, dns);
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).toContain('permerror');
    const json = await explain({ mail: 'user@example.com', ip: '192.0.2.1', format: 'json' }, dns);
    expect(json.text).not.toMatch(/\u202e|u001b/);
  });

  it.each([
    ['no address', { mail: 'user@example.com' }, '--ip 192.0.2.1'],
    ['an address that is none', { mail: 'user@example.com', ip: '192.0.2.300' }, '--ip 192.0.2.1'],
    ['a network', { mail: 'user@example.com', ip: '192.0.2.0/24' }, '--ip 192.0.2.1'],
    ['no sender', { ip: '192.0.2.1' }, '--mail user@example.com'],
    ['an empty sender without a HELO name', { mail: '', ip: '192.0.2.1' }, '--helo'],
    ['a format that is none', { mail: 'user@example.com', ip: '192.0.2.1', format: 'yaml' }, 'json'],
  ])('refuses %s before DNS is opened, with the next step', async (_what, values, hint) => {
    const never = async (): Promise<never> => {
      throw new Error('DNS was opened');
    };
    const failure = await explainMail(values, {} as World, never).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({ hint: expect.stringContaining(hint) });
  });

  it('is temperror with a step when nothing can be asked', async () => {
    const offline = broken(async () => {
      throw new UnavailableError('offline', 'run again without --offline');
    });
    const asked = await answer({ mail: 'user@example.com', ip: '192.0.2.1' }, offline);
    expect(asked).toMatchObject({ result: 'temperror' });
    expect(JSON.stringify(asked.steps)).toContain('run again without --offline');
  });

  it('is temperror when the time is over, also for a resolver that never answers', async () => {
    const silent = broken(() => new Promise(() => undefined));
    const values = { mail: 'user@example.com', ip: '192.0.2.1', timeout: '0.02' };
    expect(await answer(values, silent)).toMatchObject({
      result: 'temperror',
      steps: expect.arrayContaining([expect.objectContaining({ result: 'temperror' })]),
    });
  });

  it('ends at once when the person interrupts, and closes DNS', async () => {
    const stop = new AbortController();
    const hanging = broken(
      (_name, _type, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          stop.abort(new Error('interrupted'));
        }),
    );
    await expect(explain({ mail: 'user@example.com', ip: '192.0.2.1' }, hanging, stop.signal)).rejects.toThrow(
      'interrupted',
    );
  });
});
