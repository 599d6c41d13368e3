import { bindings, keysLabel, type Place } from './keys.ts';
import { symbolsFor } from './theme.ts';

const placeTitles: readonly (readonly [title: string, places: readonly Place[]])[] = [
  ['First screen', ['start']],
  ['Results', ['list', 'detail']],
  ['Views', ['table']],
  ['Text fields', ['credential', 'filter']],
];

/** The session's keys as the README prints them: one markdown table per screen, then the keys that hold everywhere. */
export function keysMarkdown(): string {
  const symbols = symbolsFor(false);
  const shared = bindings.filter((binding) => onEveryScreen(binding.places));
  const sections = placeTitles.map(([title, places]) => {
    const own = bindings.filter(
      (binding) => !shared.includes(binding) && binding.places.some((place) => places.includes(place)),
    );
    return table(title, own, symbols);
  });
  return [...sections, table('Everywhere', shared, symbols)].join('\n');
}

function onEveryScreen(places: readonly Place[]): boolean {
  return places.includes('start') && places.includes('list') && places.includes('detail');
}

function table(title: string, rows: readonly (typeof bindings)[number][], symbols: ReturnType<typeof symbolsFor>) {
  const lines = rows.map((row) => `| ${keyCode(keysLabel(row, symbols))} | ${row.help} |`);
  return [`**${title}**`, '', '| Key | Does |', '|---|---|', ...lines, ''].join('\n');
}

function keyCode(label: string): string {
  return label
    .split(' ')
    .map((key) => `\`${key}\``)
    .join(' ');
}
