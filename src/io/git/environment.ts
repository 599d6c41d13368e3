import { delimiter, isAbsolute, relative, resolve, sep } from 'node:path';

// What a program needs from its surroundings to start at all, on Windows.
const systemNames = ['SystemRoot', 'windir', 'PATHEXT', 'TEMP', 'TMP'];

/**
 * The whole environment that git gets: nothing is inherited but the search path, cleaned of places where the audited
 * repository could put a `git` of its own. https://git-scm.com/docs/git#_environment_variables
 */
export function gitEnvironment(dir: string, outer: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = {
    PATH: trustedPath(dir, outer.PATH ?? ''),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_LITERAL_PATHSPECS: '1',
    // No transport at all: an incomplete clone would otherwise fetch what is missing with commands of its own choice.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_PAGER: 'cat',
  };
  for (const name of systemNames) {
    const value = outer[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

function trustedPath(dir: string, path: string): string {
  const places = path.split(delimiter).filter((place) => isAbsolute(place) && !isWithin(dir, place));
  return places.filter((place) => !place.split(/[\\/]/).includes('node_modules')).join(delimiter);
}

function isWithin(dir: string, place: string): boolean {
  const way = relative(resolve(dir), resolve(place));
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}
