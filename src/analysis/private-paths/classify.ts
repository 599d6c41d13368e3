import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import type { RepositoryRoute } from '../../artifacts/repository/routes.ts';
import { answersGet } from './asks.ts';
import type { Evidence } from './evidence.ts';
import type { Guard } from './middleware-run.ts';
import { isMarketingRoute, isSignInRoute, machineRoute, privateWord } from './names.ts';
import type { SourceFacts } from './read-source.ts';

/** Everything that was learnt of one route. */
export type RouteFacts = {
  readonly route: RepositoryRoute;
  readonly facts: SourceFacts | undefined;
  /** Where its own file, or what that calls, asks who is signed in. */
  readonly own: Evidence | undefined;
  /** The same for a layout above it. */
  readonly layout: Evidence | undefined;
  /** How the app's middleware turns strangers away there. */
  readonly guard: Guard | undefined;
};

/** Whether a route's answers belong to one person, and by what that is told. */
export type Classified =
  | { readonly private: true; readonly from: PrivatePath['from']; readonly why: string }
  | { readonly private: false; readonly why: string };

const everybodys = (why: string): Classified => ({ private: false, why });

/**
 * Tells a person's own routes from everybody's: by what the code does first, by names last. A start page or a blog is only a person's when
 * its own code says so, since a header with a name in it stands around every page.
 */
export function classify({ route, facts, own, layout, guard }: RouteFacts): Classified {
  const machine = machineRoute(route);
  if (machine !== undefined) return everybodys(machine);
  if (isSignInRoute(route.path)) return everybodys('people sign in, up or out there');
  if (route.kind === 'handler' && facts !== undefined && facts.unread === undefined && !answersGet(facts)) {
    return everybodys('it answers no GET, and of nothing else a copy is kept');
  }
  if (own !== undefined) return { private: true, from: 'code', why: evidenceWords(own) };
  if (guard?.sure === true) return { private: true, from: 'middleware', why: guardWords(guard) };
  if (isMarketingRoute(route.path)) return everybodys('its name says that it shows everybody the same');
  if (layout !== undefined) return { private: true, from: 'code', why: `a layout above it ${evidenceWords(layout)}` };
  if (guard !== undefined) return { private: true, from: 'middleware', why: guardWords(guard) };
  const ahead =
    facts === undefined
      ? undefined
      : ['generateStaticParams', 'getStaticProps', 'getStaticPaths'].find((name) => facts.exports.has(name));
  if (ahead !== undefined) return everybodys(`it is rendered ahead of visits (${ahead})`);
  const word = privateWord(route.path);
  if (word !== undefined) return { private: true, from: 'name', why: `the word "${word.slice(0, 60)}" in its path` };
  return everybodys('no sign of a session in its code, its middleware or its name');
}

function evidenceWords({ what, path, line, behind }: Evidence): string {
  const place = `(${path}:${line})`;
  const sign = behind?.what ?? what;
  const reads = sign.startsWith('the ') ? `reads ${sign}` : `reads the session: ${sign}`;
  if (behind === undefined) return `${reads} ${place}`;
  return `uses ${what} ${place}, which ${reads} (${behind.path}:${behind.line})`;
}

function guardWords({ what, path, line, sure }: Guard): string {
  const turns = sure ? 'turns away whoever is not signed in' : 'may turn away whoever is not signed in';
  return `${path}:${line} ${turns}: ${what}`;
}
