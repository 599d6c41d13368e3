import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that is gone when the test is over. */
export type TestFolder = AsyncDisposable & {
  readonly path: string;
  /** Writes a file and the folders above it; returns its absolute path. */
  write(relative: string, content?: string | Uint8Array): Promise<string>;
};

/** Makes an empty folder for a test. */
export async function testFolder(): Promise<TestFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'launch-ready-test-')));
  return {
    path,
    async write(relative, content = '') {
      const file = join(path, relative);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
