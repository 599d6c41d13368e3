import type { ParseResult } from 'oxc-parser';
import { lineCounter } from '../env-reads/lines.ts';
import { directiveOf } from '../env-reads/module-links.ts';
import { parseModule } from '../env-reads/parse.ts';
import { type Links, linksOf } from './links.ts';
import { type Unit, unitsOf } from './units.ts';

/** What a module says of sessions, function by function. */
export type SourceFacts = Links & {
  /** Its code runs in the browser: what it reads there is in no answer of the server. */
  readonly client: boolean;
  /** By local name; `default` for a default export without one, an empty name for what stands outside of all. */
  readonly units: ReadonlyMap<string, Unit>;
  /** Why it could not be read, or not in full. */
  readonly unread?: string;
};

const empty: SourceFacts = { client: false, units: new Map(), exports: new Map(), stars: [], imports: new Map() };

// Without one of these words in its text, a module has no sign of its own: its tree, which is costly, is not looked at.
const telling =
  /session|auth|user|token|cookie|viewer|identity|principal|unauthorized|forbidden|protect|login|signed|jwt|\bme\b|getMe/i;

/** Reads one module. `whole`: its tree is looked at in any case, as a route's is. Never throws. */
export function readSource(path: string, source: string, whole: boolean): SourceFacts {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const parsed = parseModule(path, text);
  if (parsed.state === 'unread') return { ...empty, unread: parsed.why };
  try {
    const facts = factsOf(parsed.result, text, whole);
    return parsed.damaged ? { ...facts, unread: 'it has syntax errors' } : facts;
  } catch (error) {
    // The stack is the one limit that a parsed tree can still exceed; anything else is a bug.
    if (error instanceof RangeError) return { ...empty, unread: 'it is nested too deeply' };
    throw error;
  }
}

function factsOf(result: ParseResult, text: string, whole: boolean): SourceFacts {
  const client = /use client/.test(text) && directiveOf(result.program) === 'use client';
  const { imports, exports, stars } = linksOf(result);
  const units =
    whole || telling.test(text)
      ? unitsOf(result.program, new Set(imports.keys()), lineCounter(text))
      : new Map([['', { signs: [], writes: [], refs: new Map([...imports.keys()].map((name) => [name, 1])) }]]);
  return { client, units, exports, stars, imports };
}
