import type { Answer, Asked } from '../http/answer.ts';
import { forbidden, invalidToken, notFound, unauthenticated } from './refusals.ts';
import type { AccessToken, VercelState } from './state.ts';

/** Whose things a request may see: the team's, or the person's own when it names no team. */
export type Scope = { readonly accountId: string };

/** The scope that a request's bearer and `teamId` (or `slug`) reach, or the refusal that Vercel answers with. */
export function scopeOf(state: VercelState, asked: Asked): Scope | Answer {
  const bearer = /^Bearer (.+)$/i.exec(asked.headers.authorization ?? '')?.[1];
  if (bearer === undefined) return unauthenticated;
  const token = state.tokens.find((one) => one.value === bearer);
  if (token === undefined || token.expired === true) return invalidToken;
  return teamScope(state, token, asked.url.searchParams);
}

function teamScope(state: VercelState, token: AccessToken, query: URLSearchParams): Scope | Answer {
  const teamId = query.get('teamId');
  const slug = query.get('slug');
  if (teamId === null && slug === null) return { accountId: state.user.id };
  const isTheTeam = (teamId ?? state.team.id) === state.team.id && (slug ?? state.team.slug) === state.team.slug;
  if (isTheTeam && token.teams.includes(state.team.id)) return { accountId: state.team.id };
  return forbidden;
}

/** Refuses a project that is not there under this name, or belongs to another account than the one asked in. */
export function refuseProject(state: VercelState, scope: Scope, idOrName: string): Answer | undefined {
  const isKnown = idOrName === state.project.id || idOrName === state.project.name;
  if (isKnown && scope.accountId === state.team.id) return undefined;
  return notFound('Project not found.');
}
