import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCoveredByMtaSts, mtaStsPolicyFault, parseMtaStsPolicy } from './policy.ts';
import { mtaStsRecordFault, mtaStsRecords } from './record.ts';

describe('an MTA-STS policy (RFC 8461 section 3.2)', () => {
  it('is read line by line; the first of a key counts, unknown keys do not matter', () => {
    const policy = parseMtaStsPolicy(
      'version: STSv1\r\nmode: testing\nmode: enforce\nmx: MX.example.com\nmx:*.example.net.\nmax_age: 86400\nnew_key: x\n',
    );
    expect(policy).toEqual({
      version: 'STSv1',
      mode: 'testing',
      maxAge: '86400',
      mx: ['mx.example.com', '*.example.net'],
      broken: [],
    });
    expect(policy === undefined ? 'none' : mtaStsPolicyFault(policy)).toBeUndefined();
  });

  it.each(['', '<!doctype html><title>hi</title>', 'hello', '404: not found'])('is not %j', (body) =>
    expect(parseMtaStsPolicy(body)).toBeUndefined(),
  );

  it.each(['mx.*.example.com', '*', '*.', 'mx example', '.example.com', '203.0.113.5:25'])('has no mx %j', (mx) =>
    expect(mtaStsPolicyFault({ version: 'STSv1', mode: 'enforce', maxAge: '1', mx: [mx], broken: [] })).toContain(
      'host name',
    ),
  );

  it('section 4.1: a wildcard stands for exactly one label', () => {
    expect(isCoveredByMtaSts('mx.example.com', ['*.example.com'])).toBe(true);
    expect(isCoveredByMtaSts('a.mx.example.com', ['*.example.com'])).toBe(false);
    expect(isCoveredByMtaSts('example.com', ['*.example.com'])).toBe(false);
    expect(isCoveredByMtaSts('mx.example.com', ['mx.example.com'])).toBe(true);
    expect(isCoveredByMtaSts('mx', ['*.mx'])).toBe(false);
  });

  it('never throws, and stays small', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (body) => {
        const policy = parseMtaStsPolicy(`version: STSv1\n${body}`);
        if (policy !== undefined) mtaStsPolicyFault(policy);
        expect(policy?.mx.length ?? 0).toBeLessThanOrEqual(100);
      }),
      { numRuns: 300 },
    ));

  it('takes 64 KiB of one key at once', () => expect(parseMtaStsPolicy('mx: a\n'.repeat(11_000))?.mx.length).toBe(100));
});

describe('an MTA-STS record (RFC 8461 section 3.1)', () => {
  it('begins with the version', () =>
    expect(mtaStsRecords(['v=STSv1; id=1', 'v=STSv1', 'x; v=STSv1; id=1', 'v=stsv1; id=1'])).toEqual([
      'v=STSv1; id=1',
    ]));

  it.each([
    ['v=STSv1; id=20261120T170000', undefined],
    ['v=STSv1; id=1; new=x;', undefined],
    [`v=STSv1; id=${'1'.repeat(33)}`, 'its id is not 1 to 32 letters and digits'],
    ['v=STSv1; id=', 'its id is not 1 to 32 letters and digits'],
    ['v=STSv1; ', 'it has no id='],
  ])('%j: %s', (text, fault) => expect(mtaStsRecordFault(text)).toBe(fault));
});
