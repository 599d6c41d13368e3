import { isSupabaseName, modeProvider } from '../env-names/name.ts';
import { traitsOf, type ValueQuestion } from './questions.ts';

/** A variable and what it belongs to: a mode (`live`, `test`) or a project. */
export type Part = { readonly name: string; readonly belongs: string };

/** The keys of each provider by mode, where one environment has keys of both modes. */
export function mixedModes(questions: readonly ValueQuestion[]): ReadonlyMap<string, readonly Part[]> {
  const byProvider = new Map<string, Part[]>();
  for (const { name, cell } of questions) {
    for (const trait of traitsOf(cell)) {
      if (trait.kind !== 'credential' || trait.mode === undefined) continue;
      const part = { name, belongs: trait.mode };
      byProvider.set(trait.provider, [...(byProvider.get(trait.provider) ?? []), part]);
    }
  }
  return new Map([...byProvider].filter(([, parts]) => belongings(parts).size > 1));
}

/** Supabase addresses with the keys that belong to none of them; without an address, keys of several projects. */
export function mixedProjects(questions: readonly ValueQuestion[]): readonly Part[] {
  const partsOf = (kind: 'url' | 'credential'): readonly Part[] =>
    questions.flatMap(({ name, cell }) =>
      traitsOf(cell).flatMap((trait) =>
        trait.kind === kind && trait.project !== undefined ? [{ name, belongs: trait.project }] : [],
      ),
    );
  const addresses = partsOf('url');
  const keys = partsOf('credential');
  if (addresses.length === 0) return belongings(keys).size > 1 ? keys : [];
  const projects = belongings(addresses);
  const strays = keys.filter(({ belongs }) => !projects.has(belongs));
  return strays.length === 0 ? [] : [...addresses, ...strays];
}

/** The questions about variables that have a partner to agree with: a provider's only key cannot disagree. */
export function pairedQuestions(questions: readonly ValueQuestion[]): readonly ValueQuestion[] {
  const there = questions.filter(({ cell }) => cell.state !== 'absent');
  const groups = Map.groupBy(there, ({ name }) => (isSupabaseName(name) ? 'supabase' : modeProvider(name)));
  return [...groups].flatMap(([group, members]) => (group === undefined || members.length < 2 ? [] : members));
}

function belongings(parts: readonly Part[]): ReadonlySet<string> {
  return new Set(parts.map(({ belongs }) => belongs));
}
