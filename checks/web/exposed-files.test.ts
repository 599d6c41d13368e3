import { describe, expect, it } from 'vitest';
import { type ExposedFile, webExposedFiles } from '../../src/artifacts/web/exposed-files.ts';
import { exposedFiles } from './exposed-files.ts';
import { findingsOf, production } from './testing.ts';

function file(path: string, answer: ExposedFile['answer']): ExposedFile {
  return { path, url: `${production}${path}`, answer };
}

function judge(...answers: readonly ExposedFile['answer'][]) {
  const paths = ['/.env', '/.git/HEAD'];
  return exposedFiles.evaluate({
    files: webExposedFiles.parse(answers.map((answer, nth) => file(paths[nth] ?? '/', answer))),
  });
}

const gone = { state: 'absent', status: 404 } as const;

describe('web/exposed-files', () => {
  it('passes, fails for an environment file, and passes again', () => {
    const fine = { outcome: 'pass', evidence: 'none of these came: /.env, /.git/HEAD' };
    expect(judge(gone, { state: 'page' })).toEqual(fine);
    expect(findingsOf(judge({ state: 'exposed', shown: '1 variable: KEY' }, gone))).toEqual([
      {
        key: 'exposed',
        data: { path: '/.env' },
        at: { kind: 'url', url: `${production}/.env` },
        evidence: `GET ${production}/.env: 200, 1 variable: KEY`,
      },
    ]);
    expect(judge(gone, { state: 'page' })).toEqual(fine);
  });

  it('is a blocker', () => expect(exposedFiles.meta.severity).toBe('blocker'));

  it.each<readonly [string, ExposedFile['answer']]>([
    ['silence', { state: 'failed', why: 'timeout', detail: '' }],
    ['too many requests', { state: 'unread', status: 429 }],
    ['a server in trouble', { state: 'unread', status: 503 }],
    ['a challenge', { state: 'guarded', by: 'a Cloudflare challenge' }],
    ['a redirect to another host', { state: 'redirected', to: 'https://other.example.net/.env' }],
    ['something unclear', { state: 'unclear', type: 'application/octet-stream' }],
  ])('does not know after %s, also beside a finding', (_what, answer) => {
    expect(judge(gone, answer).outcome).toBe('unknown');
    expect(judge({ state: 'exposed', shown: '' }, answer)).toMatchObject({ outcome: 'fail', unsettled: {} });
  });
});
