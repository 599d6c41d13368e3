import type { RobotsGroup } from '../../artifacts/web/robots.ts';

const mostLines = 5_000;
const mostRules = 2_000;

/** What a robots.txt says. `whole`: nothing of the text was left out for its length. */
export type ReadRobots = { readonly groups: readonly RobotsGroup[]; readonly whole: boolean };

/**
 * The groups of a robots.txt. Lines that are none, and everything before the first `User-agent`, are ignored.
 * https://www.rfc-editor.org/rfc/rfc9309 section 2.2
 */
export function parseRobots(text: string): ReadRobots {
  const groups: { agents: string[]; rules: { allow: boolean; path: string }[] }[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/, mostLines + 1);
  let rules = 0;
  for (const line of lines.slice(0, mostLines)) {
    const [statement = ''] = line.split('#', 1);
    const colon = statement.indexOf(':');
    if (colon === -1) continue;
    const name = statement.slice(0, colon).trim().toLowerCase();
    const value = statement
      .slice(colon + 1)
      .trim()
      .slice(0, 500);
    const group = groups.at(-1);
    if (name === 'user-agent') {
      // Agents in a row share the rules that follow.
      if (group === undefined || group.rules.length > 0) groups.push({ agents: [agentToken(value)], rules: [] });
      else group.agents.push(agentToken(value));
    }
    if (name !== 'allow' && name !== 'disallow') continue;
    // An empty rule matches nothing; it still ends the row of agents.
    if (group === undefined) continue;
    rules += 1;
    if (rules <= mostRules) group.rules.push({ allow: name === 'allow' || value === '', path: value });
  }
  return { groups, whole: lines.length <= mostLines && rules <= mostRules };
}

function agentToken(value: string): string {
  if (value.startsWith('*')) return '*';
  return (/^[a-z_-]+/i.exec(value)?.[0] ?? value).toLowerCase();
}

/**
 * The rule that keeps a crawler away from `/`, or `undefined`. The longest match counts, and `Allow` in a tie; the groups
 * that name the crawler count together, else those for `*`. RFC 9309 sections 2.2.1 and 2.2.2
 */
export function barsRoot(groups: readonly RobotsGroup[], crawler: string): string | undefined {
  const own = groups.filter(({ agents }) => agents.includes(crawler));
  const chosen = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'));
  const matching = chosen.flatMap(({ rules }) => rules).filter(({ path }) => path !== '' && matchesRoot(path));
  const longest = Math.max(0, ...matching.map(({ path }) => path.length));
  const best = matching.filter(({ path }) => path.length === longest);
  const barring = best.every(({ allow }) => !allow) ? best[0] : undefined;
  return barring === undefined ? undefined : `Disallow: ${barring.path}`;
}

// `/`, `/*`, `*` and `/$` match the root path, with any number of stars.
function matchesRoot(path: string): boolean {
  return /^\*{0,100}\/?\*{0,100}\$?$/.test(path) && path !== '$';
}
