import { expect, it } from 'vitest';
import { type GraphModule, sidesOf } from './sides.ts';

/** A Next.js app from `path: directive? imports…`, and its sides in short. */
function sides(
  graph: Readonly<Record<string, string>>,
  framework: string | undefined = 'next',
): Readonly<Record<string, string>> {
  const modules = new Map<string, GraphModule>();
  for (const [path, text] of Object.entries(graph)) {
    const words = text.split(' ').filter((word) => word !== '');
    const directive = words.includes('client') ? 'use client' : words.includes('server') ? 'use server' : undefined;
    const imports = words.filter((word) => word.includes('.'));
    const serverOnly = words.includes('server-only');
    modules.set(path, { path, inPackage: path, framework, directive, serverOnly, imports });
  }
  return Object.fromEntries(sidesOf(modules));
}

it('gives the browser what client modules lead to, and both what the server needs too', () => {
  const graph = {
    'app/page.tsx': 'a.ts b.ts',
    'a.ts': 'client c.ts d.ts',
    'b.ts': 'd.ts',
    'c.ts': '',
    'd.ts': 'gone.ts',
  };
  expect(sides(graph)).toEqual({
    'app/page.tsx': 'server',
    'a.ts': 'browser',
    'b.ts': 'server',
    'c.ts': 'browser',
    'd.ts': 'both',
  });
});

it('stops at actions and at server-only modules', () => {
  const graph = {
    'a.ts': 'client act.ts only.ts',
    'act.ts': 'server',
    'only.ts': 'server-only deep.ts',
    'deep.ts': '',
  };
  expect(sides(graph)).toEqual({ 'a.ts': 'browser', 'act.ts': 'server', 'only.ts': 'server', 'deep.ts': 'server' });
});

it('never takes an entry away from the server, whoever imports it', () => {
  const entries = ['app/page.tsx', 'src/app/api/a/route.ts', 'proxy.ts', 'src/middleware.ts', 'pages/api/a.ts'];
  for (const entry of entries) {
    expect(sides({ 'a.ts': `client ${entry}`, [entry]: 'a.ts deep.ts', 'deep.ts': '' })).toEqual({
      'a.ts': 'browser',
      [entry]: 'both',
      'deep.ts': 'both',
    });
  }
  expect(sides({ 'app/page.tsx': 'client' })).toEqual({ 'app/page.tsx': 'browser' });
});

it('knows the Pages Router and the instrumentation of the browser, in Next.js alone', () => {
  const graph = { 'pages/index.tsx': 'a.ts', 'pages/_document.tsx': '', 'a.ts': '', 'instrumentation-client.ts': '' };
  expect(sides(graph)).toEqual({
    'pages/index.tsx': 'both',
    'pages/_document.tsx': 'server',
    'a.ts': 'both',
    'instrumentation-client.ts': 'browser',
  });
  expect(sides({ 'pages/index.tsx': '' }, 'astro')).toEqual({ 'pages/index.tsx': 'server' });
});

it('ends in circles', () => {
  expect(sides({ 'a.ts': 'client b.ts', 'b.ts': 'a.ts c.ts', 'c.ts': 'b.ts c.ts' })).toEqual({
    'a.ts': 'browser',
    'b.ts': 'browser',
    'c.ts': 'browser',
  });
});
