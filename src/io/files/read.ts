import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import type { FileText, SkippedWhy } from '../../core/io.ts';
import { decodeText } from './decode.ts';
import { errorCode } from './error-code.ts';

const usualMaxBytes = 2 * 1024 * 1024;

/** Reads a text file as `Files.read` promises. A pipe or device is never opened: opening alone may wait forever or act. */
export async function readText(path: string, maxBytes = usualMaxBytes): Promise<FileText> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return skipped('link');
    if (!found.isFile()) return skipped('unreadable');
    if (found.size > maxBytes) return skipped('too-large');
    return await readRegular(path, maxBytes);
  } catch (error) {
    return missed(error);
  }
}

async function readRegular(path: string, maxBytes: number): Promise<FileText> {
  // The file may have been exchanged since it was looked at: no link is followed, no pipe waited for. Windows lacks both flags.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) return skipped('unreadable');
    const bytes = await readUpTo(file, maxBytes + 1);
    if (bytes.byteLength > maxBytes) return skipped('too-large');
    const text = decodeText(bytes);
    return text === undefined ? skipped('binary') : { state: 'text', text };
  } finally {
    await file.close();
  }
}

// The size that the system tells is not binding: files grow, and those of /proc say 0.
async function readUpTo(file: FileHandle, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < limit) {
    const chunk = new Uint8Array(Math.min(64 * 1024, limit - length));
    const { bytesRead } = await file.read(chunk);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks);
}

function missed(error: unknown): FileText {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'absent' };
  if (code === 'ELOOP') return skipped('link');
  if (code !== undefined) return skipped('unreadable');
  throw error;
}

function skipped(why: SkippedWhy): FileText {
  return { state: 'skipped', why };
}
