import { describe, expect, it } from 'vitest';
import { denied, findingsOf, nothing, noZone, ok, settingsOf, zoneOf } from '../edge/testing.ts';
import { alwaysOnline } from './always-online.ts';
import { developmentMode } from './development-mode.ts';

describe.each([
  { check: developmentMode, setting: 'development_mode' },
  { check: alwaysOnline, setting: 'always_online' },
] as const)('$check.meta.id', ({ check, setting }) => {
  const judge = (value: string) =>
    check.evaluate({ zone: zoneOf(), settings: ok(settingsOf({ [setting]: { state: 'ok', value } })) });

  it('passes when it is off, fails when it is on, and passes again', () => {
    expect(judge('off')).toEqual({ outcome: 'pass', evidence: `${setting}: off` });
    expect(findingsOf(judge('on'))).toMatchObject([
      {
        key: 'on',
        data: { zone: 'example.com' },
        at: { kind: 'provider', provider: 'Cloudflare', resource: `setting ${setting}`, id: 'z1' },
        evidence: `${setting}: on`,
      },
    ]);
    expect(judge('off').outcome).toBe('pass');
  });

  it('is medium', () => expect(check.meta.severity).toBe('medium'));

  it('does not know a word that Cloudflare does not document', () => {
    expect(judge('sometimes\u001b[2J')).toMatchObject({ outcome: 'unknown', because: `${setting}: sometimes` });
  });

  it('does not apply without Cloudflare, and is unavailable with the permission’s name', () => {
    expect(check.evaluate({ zone: noZone, settings: nothing }).outcome).toBe('not-applicable');
    const by = denied('Zone Settings Read');
    const settings = ok(settingsOf({ [setting]: by }));
    expect(check.evaluate({ zone: zoneOf(), settings })).toEqual({ outcome: 'blocked', by });
    expect(check.evaluate({ zone: zoneOf(), settings: nothing })).toMatchObject({ outcome: 'blocked' });
  });
});
