import type { ValueFacts, ValueTrait } from '../../artifacts/env/value.ts';
import { publicPrefix } from '../env-names/name.ts';
import { isSecretName } from '../env-names/secret.ts';
import { credentialWords } from './words.ts';

/**
 * Whether a variable must stay on the server, by its name or by its value. A publishable key is no secret whatever the
 * name says; a name with a public prefix is for `env/public-secrets` to judge.
 */
export function isSecret(name: string, facts: ValueFacts | undefined): boolean {
  if (publicPrefix(name) !== undefined) return false;
  if (secretLabel(facts) !== undefined) return true;
  return isSecretName(name) && !traits(facts).some((trait) => trait.kind === 'credential' && trait.public);
}

/** What kind of secret a value is, in words (`Stripe secret key`, `database address`), or `undefined`. */
export function secretLabel(facts: ValueFacts | undefined): string | undefined {
  for (const trait of traits(facts)) {
    if (trait.kind === 'credential' && !trait.public) return credentialWords(trait);
    if (trait.kind === 'database') return 'database address';
    if (trait.kind === 'url' && trait.credentials) return 'address with a password';
  }
  return undefined;
}

/** Whether a value was read and nobody filled it in: nothing, or a template's placeholder. */
export function isBlank(facts: ValueFacts | undefined): boolean {
  return traits(facts).some(({ kind }) => kind === 'empty' || kind === 'placeholder');
}

function traits(facts: ValueFacts | undefined): readonly ValueTrait[] {
  return facts?.state === 'read' ? facts.traits : [];
}
