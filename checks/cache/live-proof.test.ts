import { describe, expect, it } from 'vitest';
import type { CacheLiveProof, LiveProof, ProofReader, Reading } from '../../src/artifacts/cache/live-proof.ts';
import type { CachingAnswer } from '../../src/artifacts/site/private-answers.ts';
import type { Verdict } from '../../src/core/check.ts';
import { liveProof } from './live-proof.ts';

const answer = (status: number, headers: Readonly<Record<string, string>> = {}): CachingAnswer => ({
  ...{ state: 'answered', status, headers: Object.entries(headers), cookies: [], turnedAway: status === 307 },
});
const away: Reading = { answer: answer(307), markers: 0, same: false };
const own: Reading = { answer: answer(200), markers: 0, same: false };
const leaked: Reading = { answer: answer(200, { 'cf-cache-status': 'HIT', age: '2' }), markers: 3, same: true };
const b = (seen: Reading, alone: Reading = own): ProofReader => ({ as: 'b', ...seen, alone });
const nobody = (seen: Reading, alone: Reading = away): ProofReader => ({ as: 'anonymous', ...seen, alone });

const proof = (path: string, more: Partial<LiveProof> = {}): LiveProof => ({
  ...{ path, variant: 'page', url: `https://shop.example.com${path}`, warmed: answer(200), control: 3 },
  ...{ markers: 'configured', readers: [b(own), nobody(away)] },
  ...more,
});
const evaluate = (proofs: readonly LiveProof[], more: Partial<CacheLiveProof> = {}): Verdict =>
  liveProof.evaluate({
    proof: { host: 'shop.example.com', proofs, readers: ['b', 'anonymous'], left: [], unfinished: [], ...more },
  });
const findings = (verdict: Verdict) => (verdict.outcome === 'fail' ? verdict.findings : []);

describe('the live proof', () => {
  it('holds, breaks with one leak, and holds again once that is repaired', () => {
    const clean = evaluate([proof('/dashboard'), proof('/account')]);
    expect(clean).toEqual({ outcome: 'pass', evidence: expect.stringContaining('/dashboard, /account: 2 addresses') });
    const broken = evaluate([proof('/dashboard', { readers: [b(leaked), nobody(leaked)] }), proof('/account')]);
    expect(findings(broken)).toEqual([
      {
        key: 'markers',
        data: { path: '/dashboard', who: 'test user B and to an anonymous visitor', owner: 'test user A' },
        at: { kind: 'url', url: 'https://shop.example.com/dashboard' },
        evidence: expect.stringContaining(
          'test user B: 200, cf-cache-status: HIT, age: 2, 3 markers of A, byte for byte',
        ),
        confidence: 'certain',
      },
    ]);
    expect(evaluate([proof('/dashboard'), proof('/account')])).toEqual(clean);
  });

  it('tells a path once, with every way of asking that leaks as evidence', () => {
    const url = 'https://shop.example.com/dashboard/launch-ready.css';
    const deception = proof('/dashboard', { variant: 'deception', url, readers: [nobody(leaked)] });
    const found = findings(evaluate([proof('/dashboard', { readers: [nobody(leaked)] }), deception]));
    expect(found.map(({ data }) => data.who)).toEqual(['an anonymous visitor']);
    expect(found[0]?.evidence).toContain(url);
  });

  it('takes a private answer that is kept as a blocker, one that may be shown to others as high, and everybody’s as medium', () => {
    const warmed = answer(200, { 'cf-cache-status': 'HIT' });
    const alike = { warmed, control: 0, markers: 'none' as const, readers: [nobody(own, own)] };
    const found = findings(
      evaluate([
        proof('/account', { warmed }),
        proof('/basket', { warmed, readers: [b(own), nobody(own, own)] }),
        proof('/help', alike),
      ]),
    );
    expect(found.map(({ key, severity, confidence }) => [key, severity, confidence])).toEqual([
      ['stored', undefined, 'likely'],
      ['stored', 'high', 'likely'],
      ['alike', 'medium', 'possible'],
    ]);
  });
});

describe('what was not learnt is no pass', () => {
  const turned = { warmed: answer(307), control: 0, markers: 'none' as const, readers: [] };
  it.each<[string, Verdict, string]>([
    ['A is let in nowhere', evaluate([proof('/dashboard', turned)]), 'sign in as test user A again'],
    [
      'the time was over',
      evaluate([proof('/dashboard')], { unfinished: ['/account'], stopped: 'no time left' }),
      '--timeout',
    ],
    [
      'the site broke in between',
      evaluate([proof('/dashboard'), proof('/account', { readers: [b({ ...own, answer: answer(503) })] })]),
      'when the site works',
    ],
    [
      'a marker is everybody’s',
      evaluate([proof('/dashboard', { readers: [nobody({ ...own, markers: 1 }, { ...own, markers: 1 })] })]),
      'users.a.markers',
    ],
    [
      'A is turned away at one path',
      evaluate([proof('/dashboard'), proof('/account', turned)]),
      'take it out with "!/path"',
    ],
    ['A was signed out meanwhile', evaluate([proof('/dashboard')], { expired: true }), 'sign in as test user A again'],
    [
      'there is no B',
      evaluate([proof('/dashboard', { readers: [nobody(away)] })], { readers: ['anonymous'] }),
      'users.b',
    ],
    [
      'B is signed out everywhere',
      evaluate([proof('/dashboard', { readers: [b(away, away), nobody(away)] })]),
      'sign in as test user B again',
    ],
    [
      'there is nothing of A’s own',
      evaluate([proof('/dashboard', { control: 0, markers: 'none' })]),
      'users.a.markers',
    ],
    [
      'a path is like none that was asked',
      evaluate([proof('/dashboard')], { untried: ['/team'] }),
      '--only cache/live-proof',
    ],
    ['an answer was cut', evaluate([proof('/dashboard', { cut: true })]), 'by hand'],
  ])('%s', (_what, verdict, hint) =>
    expect(verdict).toMatchObject({ outcome: 'unknown', hint: expect.stringContaining(hint) }),
  );

  it('also beside a leak', () => {
    const verdict = evaluate([proof('/dashboard', { readers: [nobody(leaked)] })], { unfinished: ['/account'] });
    expect(verdict).toMatchObject({ outcome: 'fail', unsettled: { because: expect.stringContaining('/account') } });
  });
});

it('a pass says where A got nothing of its own and what was not asked', () => {
  const nothing = { warmed: answer(404), control: 0, readers: [] };
  const missing = [proof('/x', nothing), proof('/dashboard', { ...nothing, variant: 'deception' })];
  const verdict = evaluate([proof('/dashboard'), ...missing], { left: ['/orders/1001'] });
  const said = verdict.outcome === 'pass' ? verdict.evidence : '';
  expect(said).toContain('A got nothing of its own at /x');
  expect(said).toContain('not judged, with nothing of A’s own: /dashboard (deception: 404)');
  expect(said).toContain('not asked: /orders/1001');
});

it('an answer that was given away names everybody who got the very same', () => {
  const copy: Reading = { ...leaked, markers: 0 };
  const alike = { control: 0, markers: 'none' as const, readers: [b(copy, copy), nobody(copy)] };
  const [found] = findings(evaluate([proof('/dashboard', alike)]));
  expect(found).toMatchObject({
    key: 'answer',
    data: { owner: 'test user A', who: 'test user B and to an anonymous visitor' },
  });
  const ofB = [b(own), nobody({ ...leaked, markers: 0, same: false, sameAsB: true })];
  expect(findings(evaluate([proof('/dashboard', { readers: ofB })]))[0]).toMatchObject({
    key: 'answer',
    data: { owner: 'test user B', who: 'an anonymous visitor' },
  });
});

it('what a site says stays short and takes no word of ours', () => {
  const path = `/\u001b[31m${'x'.repeat(5_000)}`;
  const hostile = answer(200, { 'cf-cache-status': 'HIT', age: '9'.repeat(400) });
  const found = findings(evaluate([proof(path, { readers: [nobody({ ...leaked, answer: hostile })] })]));
  expect(String(found[0]?.data.path).length).toBeLessThan(200);
  expect(found[0]?.evidence.length).toBeLessThan(1_500);
  expect(found[0]?.evidence).toContain('3 markers of A');
});
