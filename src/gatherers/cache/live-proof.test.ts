import { describe, expect, it } from 'vitest';
import type { CacheLiveProof } from '../../artifacts/cache/live-proof.ts';
import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import type { ProbeDoor, ProbeRequest, TestIdentity } from '../../core/doors/probe.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { UnavailableError } from '../../core/fault.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherCacheLiveProof } from './live-proof.ts';

const ready = (...markers: readonly string[]): TestIdentity => ({ state: 'ready', markers });
const path = (path: string, more: Partial<PrivatePath> = {}): PrivatePath => ({
  ...{ path, route: path, kind: 'handler', from: 'code', why: 'reads the session', asks: true },
  ...more,
});
const shop = { host: 'shop.example.com', port: 443, role: 'canonical', domain: 'example.com', own: true } as const;

type Said = { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };
/** What the site does; a word is why nothing came. */
type Behaviour = (url: URL, as: ProbeRequest['as']) => Said | 'timeout' | UnavailableError;
type Asked = { readonly asked: readonly string[]; readonly proof: CacheLiveProof };

const privately: Behaviour = (_url, as) =>
  as === undefined ? { status: 307, headers: { location: '/sign-in' } } : { body: `Orders of customer-${as}` };

function probing(behave: Behaviour, asked: string[], users: ProbeDoor['users']): ProbeDoor {
  return {
    users,
    ask: async ({ url, as }): Promise<SiteAnswer> => {
      const address = new URL(url);
      const label = address.searchParams.get('launch-ready') ?? '';
      asked.push(`${as ?? 'nobody'} ${address.pathname} ${label}`);
      const said = behave(address, as);
      if (said instanceof UnavailableError) throw said;
      if (said === 'timeout') return { state: 'failed', url, why: said, detail: '' };
      const { status = 200, headers = {}, body = '' } = said;
      return { state: 'answered', url, status, headers: Object.entries(headers), body, truncated: false, address: '' };
    },
  };
}

type Options = {
  readonly paths?: readonly PrivatePath[];
  readonly users?: ProbeDoor['users'];
  readonly probe?: boolean;
  /** The host that only the audited repository names. */
  readonly unconfirmed?: string;
  readonly atVercel?: readonly string[];
};

async function gather(behave: Behaviour, { paths = [path('/api/me')], ...options }: Options = {}): Promise<Asked> {
  const asked: string[] = [];
  const { users = { a: ready(), b: ready() }, probe = true, unconfirmed, atVercel = [] } = options;
  const domains = { state: 'ok', value: atVercel.map((name) => ({ name, verified: true })), ms: 0 } as const;
  const consents = { readValues: false, probe, probeProduction: false, offline: false };
  const { context } = fakeWorld({
    probe: probing(behave, asked, users),
    target: { consents, ...(unconfirmed === undefined ? {} : { unconfirmedHost: unconfirmed }) },
  });
  const hosts = { production: [shop], domains: [] };
  const proof = await gatherCacheLiveProof.gather(context, {
    hosts,
    paths: { paths, public: [], unread: [] },
    domains,
  });
  return { asked, proof: gatherCacheLiveProof.artifact.parse(JSON.parse(JSON.stringify(proof))) };
}

const refused = (options: Options, behave = privately) => gather(behave, options).catch((error: unknown) => error);

describe('nobody is asked', () => {
  const incomplete: TestIdentity = { state: 'incomplete', missing: ['LAUNCH_READY_USER_B_COOKIE'] };
  it.each<[string, Options, object]>([
    [
      'unless the person allows it',
      { probe: false },
      {
        reason: 'not-allowed',
        hint: expect.stringMatching(/--probe.*10 private paths of shop\.example\.com.*A and B/),
      },
    ],
    [
      'without user A',
      { users: { a: { state: 'absent' }, b: ready() } },
      { reason: 'not-configured', hint: expect.stringContaining('env:LAUNCH_READY_USER_A_COOKIE') },
    ],
    [
      'when a variable of B is not set',
      { users: { a: ready(), b: incomplete } },
      { reason: 'not-configured', hint: expect.stringContaining('set LAUNCH_READY_USER_B_COOKIE') },
    ],
    [
      'without a private path that is a plain read',
      { paths: [path('/logout'), path('/a', { asks: false })] },
      { reason: 'not-configured', hint: expect.stringContaining('privatePaths') },
    ],
  ])('%s', async (_what, options, error) => expect(await refused(options)).toMatchObject(error));
});

describe('a target', () => {
  it('is asked by nobody before A, then by A twice, by B and by nobody, and compared only where somebody else is shown something', async () => {
    const { asked, proof } = await gather(privately);
    expect(asked.slice(0, 6)).toEqual([
      'nobody /api/me page /api/me nobody',
      ...['a', 'a', 'b'].map((who) => `${who} /api/me page /api/me shared`),
      'b /api/me page /api/me b alone',
      'nobody /api/me page /api/me shared',
    ]);
    expect(proof.proofs[0]).toMatchObject({ control: 1, markers: 'found', url: 'https://shop.example.com/api/me' });
    expect(proof.proofs[0]?.readers.map(({ as, markers }) => [as, markers])).toEqual([
      ['b', 0],
      ['anonymous', 0],
    ]);
  });

  it('is left where A gets nothing to leak', async () => {
    const { asked, proof } = await gather(() => ({ status: 404 }));
    expect(asked.map((one) => one.split(' ').slice(0, 2))).toEqual([
      ['nobody', '/api/me'],
      ['a', '/api/me'],
      ['a', '/api/me/launch-ready.css'],
    ]);
    expect(proof.proofs.map(({ readers }) => readers)).toEqual([[], []]);
  });

  it('is asked with the slash that the site wants', async () => {
    const { asked, proof } = await gather((url, as) =>
      url.pathname === '/api/me' ? { status: 308, headers: { location: '/api/me/' } } : privately(url, as),
    );
    expect(asked.slice(0, 3).map((one) => one.split(' ')[1])).toEqual(['/api/me', '/api/me/', '/api/me/']);
    expect(proof.proofs[0]).toMatchObject({ control: 1, warmed: { status: 200 } });
  });

  it('has no marker in what changes from one answer to the next', async () => {
    let nonce = 100_000;
    const stored = new Map<string, string>();
    // One page for everybody, with a nonce, kept by its address.
    const { proof } = await gather((url) => {
      nonce += 1;
      const body = stored.get(url.search) ?? `The same page for all ${nonce}`;
      stored.set(url.search, body);
      return { body, headers: { 'cf-cache-status': 'HIT' } };
    });
    expect(proof.proofs[0]).toMatchObject({ control: 0, markers: 'none' });
  });

  it('without user B is read by nobody alone', async () => {
    const { asked, proof } = await gather(privately, { users: { a: ready(), b: { state: 'absent' } } });
    expect(asked.some((one) => one.startsWith('b '))).toBe(false);
    expect([proof.readers, proof.proofs[0]?.control]).toEqual([['anonymous'], 2]);
  });

  it('prefers configured markers, where A’s answer shows one', async () => {
    const users = { a: ready('customer-a', 'elsewhere@a.test'), b: ready() };
    const { asked, proof } = await gather(privately, { users });
    expect(proof.proofs[0]).toMatchObject({ control: 1, markers: 'configured' });
    // A marker tells without asking A anew.
    expect(asked.filter((one) => one.endsWith('a alone'))).toEqual([]);
    const others = { a: ready('elsewhere@a.test'), b: ready() };
    expect((await gather(privately, { users: others })).proof.proofs[0]).toMatchObject({ markers: 'found' });
  });
});

describe('what is A’s', () => {
  const users = { a: ready('Astrid Holm'), b: ready() };
  const storing = (answer: Said): Behaviour => {
    const stored = new Map<string, Said>();
    return (url, as) => {
      if (as === 'a') stored.set(url.href, answer);
      return stored.get(url.href) ?? { status: answer.status === 200 ? 307 : 404, headers: { location: '/sign-in' } };
    };
  };
  it.each<[string, Said]>([
    ['a page that is not there', { status: 404, body: 'Astrid Holm, there is nothing here' }],
    ['where a redirect leads', { status: 302, headers: { location: '/u/astrid%20holm' } }],
    ['a cookie', { status: 404, headers: { 'set-cookie': 'name=Astrid%20Holm; Path=/' } }],
    ['a header of the site’s own', { status: 200, body: 'x', headers: { 'x-user': 'Astrid Holm' } }],
  ])('is found in %s', async (_what, answer) => {
    const { proof } = await gather(storing(answer), { users });
    expect(proof.proofs[0]?.readers.map(({ markers }) => markers)).toEqual([1, 1]);
    // Of people nothing is kept.
    expect(JSON.stringify(proof).toLowerCase()).not.toContain('astrid');
  });

  it('is found without markers in an answer that is not there, and in one of a variant by what a page showed', async () => {
    const { proof } = await gather(storing({ status: 404, body: 'Customer astrid.holm has nothing here' }));
    expect(proof.proofs.map(({ control, readers }) => [control > 0, readers[1]?.markers])).toEqual([
      [true, 3],
      [true, 3],
    ]);
  });

  it('is a cookie that A got and another gets again', async () => {
    const { proof } = await gather(
      storing({ status: 200, body: 'page', headers: { 'set-cookie': 'session=made-up-session; Path=/' } }),
    );
    expect(proof.proofs[0]?.readers.map(({ repeated }) => repeated)).toEqual([1, 1]);
  });
});

describe('a session', () => {
  it('that ends meanwhile is told', async () => {
    const { asked, proof } = await gather((url, as) =>
      url.searchParams.get('launch-ready')?.endsWith('once more') ? { status: 401 } : privately(url, as),
    );
    expect([asked.at(-1), proof.expired]).toEqual(['a /api/me page /api/me once more', true]);
    expect((await gather(privately)).proof.expired).toBeUndefined();
  });

  it('is not sent to a host that the audited repository alone names', async () => {
    const unconfirmed = 'shop.example.com';
    expect(await refused({ unconfirmed })).toMatchObject({
      reason: 'not-configured',
      hint: expect.stringMatching(/^shop\.example\.com is named by the audited repository alone.*--config/),
    });
    expect((await gather(privately, { unconfirmed, atVercel: [unconfirmed] })).proof.proofs.length).toBe(2);
  });

  it('is configured first, and then allowed', async () => {
    const absent: TestIdentity = { state: 'absent' };
    expect(await refused({ probe: false, users: { a: absent, b: absent } })).toMatchObject({
      reason: 'not-allowed',
      hint: expect.stringMatching(/^first make two test accounts.*then allow it with --probe \(p in the session\): /),
    });
  });
});

describe('a site that cannot be asked to the end', () => {
  const many = Array.from({ length: 12 }, (_, nth) => path(`/api/${nth}`));
  it('is left after two silent addresses', async () => {
    const asked: string[] = [];
    const silent: Behaviour = (url) => {
      asked.push(url.pathname);
      return 'timeout';
    };
    expect(await refused({ paths: many }, silent)).toMatchObject({ reason: 'timeout' });
    expect(asked).toEqual(['/api/0', '/api/1']);
  });

  it('that says 429 is left alone, with what was learnt by then', async () => {
    let left = 20;
    const { proof } = await gather((url, as) => (left-- > 0 ? privately(url, as) : { status: 429 }), { paths: many });
    expect(proof.proofs.length).toBeGreaterThan(0);
    expect(proof.unfinished.length).toBeGreaterThan(10);
    expect([proof.stopped, proof.left]).toEqual([expect.stringContaining('429'), ['/api/10', '/api/11']]);
    expect(await refused({ paths: many }, () => ({ status: 429 }))).toMatchObject({ reason: 'rate-limited' });
  });

  it('keeps what was learnt when the time is over', async () => {
    let left = 9;
    const late = new UnavailableError('timeout', 'no time left');
    const { proof } = await gather((url, as) => (left-- > 0 ? privately(url, as) : late), { paths: many });
    expect(proof).toMatchObject({ proofs: [{ path: '/api/0' }], stopped: 'no time left' });
    expect(proof.unfinished).toContain('/api/1 (deception)');
  });
});
