// Test support: secrets made up for one run, and the search for what is left of them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every format of a report. */
export const formats = ['terminal', 'markdown', 'json', 'sarif', 'junit', 'github', 'html'] as const;

/** Made up at every run and long enough that none of them appears anywhere by accident. */
export function canary(place: string): string {
  return `canary${place}${Math.random().toString(36).slice(2, 12)}${Math.random().toString(36).slice(2, 12)}Zq7`;
}

/** Which of these secrets a text holds: each itself, what is left of it in another alphabet, and a piece from its middle. */
export function searchFor(secrets: readonly string[]): (text: string) => readonly string[] {
  const forbidden = secrets.flatMap((secret) => {
    const bytes = Buffer.from(secret);
    const middle = secret.startsWith('canary') ? [secret.slice(10, 26)] : [];
    const encoded = [
      bytes.toString('base64'),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      encodeURIComponent(secret),
    ];
    return [secret, ...middle, ...encoded.map((text) => text.replace(/=+$/, ''))];
  });
  return (text) => forbidden.filter((secret) => text.includes(secret));
}

/** All files of a folder as one text: a file that nobody thought of counts too. */
export async function allText(directory: string): Promise<string> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((path) => readFile(path, 'latin1')))).join('\n');
}
