import type { ParseResult } from 'oxc-parser';
import { lineCounter } from '../env-reads/lines.ts';
import { directiveOf } from '../env-reads/module-links.ts';
import { parseModule } from '../env-reads/parse.ts';
import { type Links, linksOf } from './links.ts';
import { readSegment, type Segment } from './segment.ts';
import { emptyUnit, type Unit, unitsOf } from './units.ts';

/** What a module says of sessions, changes and rendering, function by function. */
export type SourceFacts = Links & {
  /** Its code runs in the browser: what it reads there is in no answer of the server. */
  readonly client: boolean;
  /** By local name; `default` for a default export without one, an empty name for what stands outside of all. */
  readonly units: ReadonlyMap<string, Unit>;
  /** What it says of how it is rendered. */
  readonly segment: Segment;
  /** Why it could not be read, or not in full. */
  readonly unread?: string;
};

const empty: SourceFacts = {
  client: false,
  units: new Map(),
  exports: new Map(),
  stars: [],
  imports: new Map(),
  segment: new Map(),
};

// Without one of these words in its text, a module has no sign of a session: its tree, which is costly, is not looked at.
const telling =
  /session|auth|user|token|cookie|viewer|identity|principal|unauthorized|forbidden|protect|login|signed|jwt|\bme\b|getMe/i;
// The same for what it changes, how it is rendered and what it tells caches.
const changing =
  /delete|update|insert|upsert|create|destroy|send|remove|revoke|cancel|logout|truncate|fetch\(|headers|draftMode|connection|noStore|searchParams|cache-control|surrogate|import\(|require\(/i;

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
    !client && (whole || telling.test(text) || changing.test(text))
      ? unitsOf(result.program, imports, lineCounter(text))
      : new Map([
          [
            '',
            {
              ...emptyUnit,
              refs: new Map([...imports.keys()].map((name) => [name, 1])),
              runs: new Set(imports.keys()),
            },
          ],
        ]);
  return { client, units, exports, stars, imports, segment: readSegment(result.program) };
}
