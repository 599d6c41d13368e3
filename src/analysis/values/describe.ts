import type { ValueFacts, ValueTrait } from '../../artifacts/env/value.ts';
import { describeAddress } from './address.ts';
import { recogniseCredential } from './credential.ts';
import { isPlaceholder } from './placeholder.ts';

type Fingerprint = (value: string) => string;

/**
 * The facts of a value that was read, by which it can be judged without being shown. `fingerprint` is the project's
 * keyed one; `name` helps where two providers share a shape.
 */
export function readFacts(value: string, name: string, fingerprint: Fingerprint): ValueFacts {
  const traits = describeValue(value, name, fingerprint);
  return { state: 'read', fingerprint: fingerprint(value), length: value.length, traits };
}

function describeValue(value: string, name: string, fingerprint: Fingerprint): readonly ValueTrait[] {
  const text = unquoted(value.trim());
  if (text === '') return [{ kind: 'empty' }];
  if (isPlaceholder(text)) return [{ kind: 'placeholder' }];
  // Longer values are certificates and documents; their beginning says what they are.
  const head = text.slice(0, 8192);
  const trait = recogniseCredential(head, name) ?? describeAddress({ text: head, name, fingerprint });
  return trait === undefined ? [] : [trait];
}

// Quotes copied along from an env file do not change what a value is.
function unquoted(text: string): string {
  const [first] = text;
  const isQuoted = text.length > 1 && (first === '"' || first === "'") && text.endsWith(first);
  return isQuoted ? text.slice(1, -1).trim() : text;
}
