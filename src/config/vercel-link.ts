import { z } from 'zod';
import { UserError } from '../core/fault.ts';
import type { Files } from '../core/io.ts';
import type { VercelProjectRef } from '../core/target.ts';
import { parseJsonc } from './parse.ts';
import type { Config } from './schema.ts';

const projectLink = z.looseObject({ projectId: z.string().min(1), orgId: z.string().min(1).optional() });
const repoLink = z.looseObject({
  orgId: z.string().optional(),
  projects: z.array(z.looseObject({ id: z.string(), directory: z.string(), orgId: z.string().optional() })),
});

/** Variables as a process has them. An empty one counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The Vercel project a directory belongs to: configuration, then the Vercel CLI's variables, then its link files
 * (`.vercel/project.json`, then `.vercel/repo.json` upwards). https://vercel.com/docs/cli/project-linking
 */
export async function findVercelProject(
  files: Files,
  root: string,
  config: Config,
  environment: Environment,
): Promise<VercelProjectRef | undefined> {
  if (config.vercel !== undefined) {
    return { ...ownerOf(config.vercel.team), idOrName: config.vercel.project, from: 'configuration' };
  }
  const id = environment.VERCEL_PROJECT_ID;
  if (id !== undefined && id !== '') {
    return { ...ownerOf(environment.VERCEL_ORG_ID), idOrName: id, from: 'VERCEL_PROJECT_ID' };
  }
  const linked = await readLink(files, `${root}/.vercel/project.json`, '.vercel/project.json', projectLink);
  if (linked !== undefined) {
    return { ...ownerOf(linked.orgId), idOrName: linked.projectId, from: '.vercel/project.json' };
  }
  return findInRepoLink(files, root);
}

// Only a team's id narrows the request; a personal account's id is no team.
function ownerOf(owner: string | undefined): Pick<VercelProjectRef, 'teamId' | 'slug'> {
  if (owner === undefined || owner === '' || owner.startsWith('user_')) return {};
  if (owner.startsWith('team_')) return { teamId: owner };
  // The CLI writes bare ids of personal accounts too: 24 characters without a prefix.
  return /^[A-Za-z0-9]{24}$/.test(owner) ? {} : { slug: owner };
}

async function findInRepoLink(files: Files, root: string): Promise<VercelProjectRef | undefined> {
  const parts = root.split('/');
  for (let depth = parts.length; depth > 1; depth -= 1) {
    const folder = parts.slice(0, depth).join('/');
    const link = await readLink(files, `${folder}/.vercel/repo.json`, '.vercel/repo.json', repoLink);
    if (link === undefined) continue;
    const inside = parts.slice(depth).join('/') || '.';
    const [only, ...more] = link.projects;
    const project =
      link.projects.find(({ directory }) => directory === inside) ?? (more.length === 0 ? only : undefined);
    if (project === undefined) return undefined;
    return { ...ownerOf(project.orgId ?? link.orgId), idOrName: project.id, from: '.vercel/repo.json' };
  }
  return undefined;
}

async function readLink<T>(files: Files, path: string, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await files.read(path);
  if (text.state === 'absent') return undefined;
  if (text.state === 'skipped') {
    throw new UserError(`${name} cannot be read: ${text.why}.`, 'Link the project again with `vercel link`.');
  }
  return parseJsonc(text.text, name, schema);
}
