import { describe, expect, it } from 'vitest';
import type { Target } from '../../core/target.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherDnsHosting } from './hosting.ts';

async function gather(files: Readonly<Record<string, string>>, target: Partial<Target> = {}) {
  const { context } = fakeWorld({ target });
  const { vercel: _linked, ...unlinked } = context.target;
  const io = {
    ...context.io,
    files: {
      ...context.io.files,
      read: async (path: string) => {
        const text = files[path.replace('/repo/', '')];
        return text === undefined ? ({ state: 'absent' } as const) : ({ state: 'text', text } as const);
      },
      entries: async () => Object.keys(files).map((name) => ({ name, kind: 'file' as const })),
    },
  };
  return gatherDnsHosting.gather({ ...context, target: { ...unlinked, ...target }, io }, {});
}

const packages = (...names: readonly string[]) =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '1'])) });

describe('dns/hosting', () => {
  it('knows Vercel by the link, by its files and by its packages', async () => {
    const vercel = { idOrName: 'harbor', from: '.vercel/project.json' };
    expect(await gather({}, { vercel })).toMatchObject({ vercel: ['the Vercel project in .vercel/project.json'] });
    expect(await gather({ 'vercel.json': '{}' })).toMatchObject({ vercel: ['vercel.json'] });
    const found = await gather({ 'package.json': packages('next', '@vercel/analytics') });
    expect(found).toEqual({ vercel: ['package @vercel/analytics'], elsewhere: [] });
  });

  it('knows other platforms by their files, and a project that is none of Vercel’s usual ones', async () => {
    expect((await gather({ 'fly.toml': '' })).elsewhere).toEqual(['fly.toml (Fly.io)']);
    expect((await gather({ 'package.json': packages('express') })).elsewhere).toEqual([
      'package.json without Next.js or Vercel',
    ]);
    expect((await gather({ 'package.json': packages('next') })).elsewhere).toEqual([]);
  });

  it('concludes nothing from an empty folder, a workspace root or a package file that is none', async () => {
    const nothing = { vercel: [], elsewhere: [] };
    expect(await gather({})).toEqual(nothing);
    expect(
      await gather({ 'package.json': JSON.stringify({ workspaces: ['apps/*'], dependencies: { turbo: '1' } }) }),
    ).toEqual(nothing);
    expect(await gather({ 'package.json': packages('typescript'), 'pnpm-workspace.yaml': '' })).toEqual(nothing);
    expect(await gather({ 'package.json': '{ "dependencies": [' })).toEqual(nothing);
    expect(await gather({ 'package.json': '{"dependencies": 7}' })).toEqual(nothing);
    expect(await gather({ 'package.json': 'null' })).toEqual(nothing);
  });
});
