import { count, listOf, neutraliseLine } from '../../core/text.ts';

/** Files that are often left on a server, as they are asked for. */
export const exposedPaths = ['/.env', '/.git/HEAD', '/backup.sql', '/backup.zip', '/dump.sql'] as const;

/** What came at one of the paths with status 200. */
export type Recognised =
  | { readonly state: 'exposed'; readonly shown: string }
  | { readonly state: 'page' }
  | { readonly state: 'unclear'; readonly type: string };

/** An answer with status 200 to a path. */
export type Came = { readonly path: string; readonly body: string; readonly contentType: string };

const assignment = /^\s{0,20}(?:export\s{1,4})?([A-Za-z_][A-Za-z0-9_.]{0,100})\s{0,4}=/;
const statement =
  /^\s{0,20}(?:--|\/\*!?\d{0,6}|CREATE\s+(?:TABLE|DATABASE|SCHEMA|TYPE|EXTENSION)|INSERT\s+INTO|DROP\s+TABLE|COPY\s+\S{1,100}\s|BEGIN|SET\s+\w+|USE\s+`|PRAGMA\s)/i;
const archives: readonly (readonly [start: string, name: string])[] = [
  ['PK\u0003\u0004', 'a zip archive'],
  ['PK\u0005\u0006', 'an empty zip archive'],
  ['PGDMP', 'a PostgreSQL archive'],
  ['SQLite format 3\u0000', 'an SQLite database'],
  // The second byte of gzip, zstd and 7z is no UTF-8: the door shows it as U+FFFD.
  ['\u001f\ufffd', 'a gzip archive'],
  ['7z\ufffd\ufffd', 'a 7z archive'],
  ['Rar!\u001a\u0007', 'a RAR archive'],
];

/** Tells a left file from a page by what is in it: single-page apps answer every path with 200. Shows no value. */
export function recognise({ path, body, contentType }: Came): Recognised {
  if (body.trim() === '') return { state: 'page' };
  const archive = archives.find(([start]) => body.startsWith(start));
  if (archive !== undefined) return { state: 'exposed', shown: archive[1] };
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (/^\s{0,200}(?:<!doctype|<html|<\?xml|<!--|<head|<body|<svg)/i.test(body)) return { state: 'page' };
  const shown = shownBy(path, body);
  if (shown !== undefined) return { state: 'exposed', shown };
  // A refusal in JSON, or a page without its first tags, is no such file. Some servers call every file HTML, though.
  if (type === 'text/html' || type.includes('json') || /^\s{0,20}[{[]/.test(body)) return { state: 'page' };
  return { state: 'unclear', type: type === '' ? 'no media type' : neutraliseLine(type, 60) };
}

function shownBy(path: string, body: string): string | undefined {
  if (path === '/.env') return variablesIn(body);
  if (path === '/.git/HEAD') return headIn(body);
  return path.endsWith('.sql') && lines(body).some((line) => statement.test(line)) ? 'SQL statements' : undefined;
}

function variablesIn(body: string): string | undefined {
  const meaningful = lines(body).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const names = meaningful.flatMap((line) => assignment.exec(line)?.[1] ?? []);
  // Values over several lines are no assignments of their own; a text that merely holds an equals sign has few.
  if (names.length === 0 || names.length * 4 < meaningful.length) return undefined;
  return `${count(names.length, 'variable')}: ${listOf(names)}`;
}

function headIn(body: string): string | undefined {
  const line = body.trim();
  if (/^ref: refs\/[\w./-]{1,200}$/.test(line)) return line;
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(line) ? 'a commit id' : undefined;
}

function lines(body: string): readonly string[] {
  return body
    .slice(0, 65_536)
    .split(/\r?\n/, 400)
    .map((line) => line.slice(0, 400));
}
