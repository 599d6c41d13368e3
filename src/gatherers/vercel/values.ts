import { readFacts } from '../../analysis/values/describe.ts';
import { isOrdinary } from '../../analysis/values/ordinary.ts';
import { isSecret, secretLabel } from '../../analysis/values/secret.ts';
import type { ValueFacts } from '../../artifacts/env/value.ts';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import type { GatherContext } from '../../core/gatherer.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { readPage } from './wire.ts';
import { kindOf, type WireVariable, wireVariable } from './wire-variable.ts';

/** A row of either list with the call that reads it alone, decrypted. */
export type ListedVariable = {
  readonly wire: WireVariable;
  readonly shared: boolean;
  readonly ask: (id: string) => Promise<ProviderAnswer>;
};

// As many as the door lets through at a time: fewer would cost small projects a second round trip, more would already
// be waiting there when the first refusal comes back.
const workers = 24;

/**
 * The facts of every value, in the order of `rows`. Plain values stand in the list itself; encrypted ones are asked for
 * one by one and only when reading was allowed. Nothing that was read leaves this function but fingerprints and traits.
 */
export async function gatherValues(
  rows: readonly ListedVariable[],
  context: GatherContext,
): Promise<readonly ValueFacts[]> {
  const facts = rows.map((row) => listedFacts(row.wire, context));
  if (!context.target.consents.readValues) return facts.map((known) => known ?? { state: 'not-read' });
  const open = facts.flatMap((known, nth) => (known === undefined ? [nth] : []));
  const queue = open.values();
  let done = 0;
  // One refusal speaks for all: asking three hundred times for what the token may not see helps nobody.
  let refusal: string | undefined;
  const work = async (): Promise<void> => {
    for (const nth of queue) {
      const row = rows[nth];
      if (row === undefined || refusal !== undefined) return;
      const answer = await decrypt(row, context);
      facts[nth] = answer.facts;
      refusal ??= answer.refusal;
      done += 1;
      context.progress({ done, total: open.length, unit: 'values' });
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return facts.map((known) => known ?? { state: 'unreadable', hint: refusal ?? 'Vercel was not asked for it' });
}

function listedFacts(wire: WireVariable, context: GatherContext): ValueFacts | undefined {
  const kind = kindOf(wire);
  if (kind === 'sensitive') return { state: 'write-only' };
  const isShown = kind === 'plain' || (wire.decrypted === true && context.target.consents.readValues);
  return isShown && wire.value !== undefined ? factsOf(wire, wire.value, context) : undefined;
}

function factsOf(wire: WireVariable, value: string, { io }: GatherContext): ValueFacts {
  const facts = readFacts(value, wire.key, io.fingerprint);
  // What is public, such as the site's own address, must stay readable in whatever is shown.
  const isOpen = kindOf(wire) === 'plain' || isOrdinary(value);
  const isPublic = isOpen && !isSecret(wire.key, facts) && secretLabel(facts) === undefined;
  if (!isPublic) io.hide(value);
  return facts;
}

/** `refusal` is set when what went wrong would go wrong for every other variable too. */
type Answer = { readonly facts: ValueFacts; readonly refusal?: string };

async function decrypt({ wire, ask }: ListedVariable, context: GatherContext): Promise<Answer> {
  if (wire.id === undefined) return unreadable('Vercel gave this variable no id to ask by');
  try {
    const one = readPage(await ask(wire.id), wireVariable, `the variable ${wire.key}`);
    if (kindOf(one) === 'sensitive') return { facts: { state: 'write-only' } };
    // Without this word the value may be ciphertext, which would differ from every other value.
    if (one.decrypted !== true && kindOf(one) !== 'plain') return unreadable(withheld);
    return one.value === undefined ? unreadable(withheld) : { facts: factsOf(one, one.value, context) };
  } catch (error) {
    if (context.signal.aborted) throw error;
    if (error instanceof ProviderFault) return unreadable(`${error.message} ${error.hint}`);
    if (!(error instanceof UnavailableError)) throw error;
    const answer = unreadable(error.hint);
    return error.reason === 'not-found' ? answer : { ...answer, refusal: error.hint };
  }
}

const withheld = 'Vercel answered without the decrypted value: the token may not read it';

function unreadable(hint: string): Answer {
  return { facts: { state: 'unreadable', hint } };
}
