import stringWidth from 'string-width';
import { bindingsOf, keyLabel, keysLabel, type Place } from './keys.ts';
import type { SessionState } from './state/model.ts';
import { refusal } from './state/refusal.ts';
import { symbolsFor } from './theme.ts';

/** A line of the `?` overlay: the keys, what they do, and why they cannot just now. */
export type KeyLine = { readonly keys: string; readonly help: string; readonly refused: string | undefined };

/** Every key of a place as the `?` overlay lists it, those that hold everywhere last. */
export function keyLines(place: Place, state: SessionState): readonly KeyLine[] {
  const symbols = symbolsFor(state.ascii);
  return bindingsOf(place).map((binding) => ({
    keys: keysLabel(binding, symbols),
    help: binding.help,
    refused: refusal(state, binding.command),
  }));
}

/** An entry of the key bar. Entries never move: a refused one keeps its place and is marked. */
export type BarEntry = { readonly key: string; readonly short: string; readonly refused: boolean };

/** The key bar of a place: as many entries as `columns` hold, `keys` and `quit` always among them. */
export function barEntries(place: Place, state: SessionState, columns: number): readonly BarEntry[] {
  const symbols = symbolsFor(state.ascii);
  const entries = bindingsOf(place).flatMap((binding) => {
    if (binding.short === undefined) return [];
    const entry = { key: keyLabel(binding.keys[0], symbols), short: binding.short };
    return [{ ...entry, refused: refusal(state, binding.command) !== undefined, command: binding.command }];
  });
  const last = entries.filter((entry) => entry.command === 'keys' || entry.command === 'quit');
  let room = columns - 1 - last.reduce((sum, entry) => sum + widthOf(entry), 0);
  const fitting = [];
  for (const entry of entries) {
    if (last.includes(entry)) continue;
    room -= widthOf(entry);
    if (room < 0) break;
    fitting.push(entry);
  }
  return [...fitting, ...last];
}

// A mark, the key, a space, the word, a space.
function widthOf(entry: { readonly key: string; readonly short: string }): number {
  return stringWidth(entry.key) + stringWidth(entry.short) + 3;
}
