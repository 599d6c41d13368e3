import { type ParseResult, type ParserOptions, parseSync } from 'oxc-parser';
import { isTooDeep } from './nesting.ts';

/** A source as the parser left it. `damaged` says that it had errors, and that only part of it may be there. */
export type Parsed =
  | { readonly state: 'parsed'; readonly result: ParseResult; readonly damaged: boolean }
  | { readonly state: 'unread'; readonly why: string };

const minifiedBytes = 1_000_000;
const minifiedLine = 5_000;

/** Parses a module. The syntax follows the extension, but JSX is allowed in every JavaScript file, as Next.js allows it. */
export function parseModule(path: string, text: string): Parsed {
  if (isMinified(text)) return { state: 'unread', why: 'it is minified and over 1 MB' };
  if (isTooDeep(text)) return { state: 'unread', why: 'it is nested too deeply' };
  const extension = /\.([mc]?[jt]sx?)$/.exec(path)?.[1] ?? 'js';
  const result = parseSync(`module.${extension}`, text, { lang: languageOf(extension), preserveParens: false });
  const damaged = result.errors.some((error) => error.severity === 'Error');
  return { state: 'parsed', result, damaged };
}

function languageOf(extension: string): NonNullable<ParserOptions['lang']> {
  if (extension === 'tsx') return 'tsx';
  return extension.endsWith('ts') ? 'ts' : 'jsx';
}

function isMinified(text: string): boolean {
  if (text.length < minifiedBytes) return false;
  const lines = text.split('\n', text.length / minifiedLine + 1).length;
  return text.length / lines > minifiedLine;
}
