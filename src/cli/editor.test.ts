import { expect, test } from 'vitest';
import { editorCommand } from './editor.ts';

const at = { kind: 'file', path: 'app/page.tsx', line: 12 } as const;

test.each([
  [{ EDITOR: 'vim' }, ['vim', '+12', '/shop/web/app/page.tsx']],
  [{ VISUAL: 'code --wait', EDITOR: 'vim' }, ['code', '--wait', '--goto', '/shop/web/app/page.tsx:12']],
  [{ VISUAL: '', EDITOR: '/usr/bin/nano' }, ['/usr/bin/nano', '+12', '/shop/web/app/page.tsx']],
  [{ EDITOR: 'zed' }, ['zed', '/shop/web/app/page.tsx:12']],
  [{ EDITOR: 'ed' }, ['ed', '/shop/web/app/page.tsx']],
])('%j opens the file at its line, where the editor can', (env, command) => {
  expect(editorCommand(at, '/shop/web', env)).toEqual(command);
});

test('without an editor, or without a file, there is nothing to open', () => {
  expect(editorCommand(at, '/shop/web', {})).toBeUndefined();
  expect(editorCommand({ kind: 'url', url: 'https://x.test' }, '/shop/web', { EDITOR: 'vim' })).toBeUndefined();
});

test('a file of the workspace above is opened, one beyond it or named absolutely is not', () => {
  const open = (path: string) => editorCommand({ kind: 'file', path }, '/home/ana/shop/apps/web', { EDITOR: 'vim' });
  expect(open('../../packages/db/env.ts')).toEqual(['vim', '/home/ana/shop/packages/db/env.ts']);
  expect(open('../../../../etc/passwd')).toBeUndefined();
  expect(open('/etc/passwd')).toBeUndefined();
});
