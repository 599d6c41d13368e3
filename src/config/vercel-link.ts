import { dirname, join, posix, relative, sep } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/fault.ts';
import type { Files } from '../core/io.ts';
import type { VercelProjectRef } from '../core/target.ts';
import { parseJsonc } from './parse.ts';
import type { Config } from './schema.ts';

const projectLink = z.looseObject({ projectId: z.string().min(1), orgId: z.string().min(1).optional() });
const repoLink = z.looseObject({
  orgId: z.string().optional(),
  projects: z.array(z.looseObject({ id: z.string().min(1), directory: z.string(), orgId: z.string().optional() })),
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
  for (let folder = root; ; folder = dirname(folder)) {
    const link = await readLink(files, join(folder, '.vercel/repo.json'), '.vercel/repo.json', repoLink);
    if (link !== undefined) {
      const project = projectAround(link.projects, relative(folder, root).replaceAll(sep, '/'));
      if (project === undefined) return undefined;
      return { ...ownerOf(project.orgId ?? link.orgId), idOrName: project.id, from: '.vercel/repo.json' };
    }
    // What lies above the repository is not the repository's.
    const isRepository = (await files.read(join(folder, '.git'))).state !== 'absent';
    if (isRepository || dirname(folder) === folder) return undefined;
  }
}

type LinkedProject = z.infer<typeof repoLink>['projects'][number];

// The project whose directory lies closest around the audited one, or the only one there is. Where several fit alike a
// guess would audit the wrong launch.
function projectAround(projects: readonly LinkedProject[], inside: string): LinkedProject | undefined {
  const around = projects
    .map((project) => ({ project, directory: posix.relative('/', posix.join('/', project.directory)) }))
    .filter(({ directory }) => directory === '' || inside === directory || inside.startsWith(`${directory}/`))
    .toSorted((a, b) => b.directory.length - a.directory.length);
  const [closest, next] = around;
  if (closest !== undefined) return closest.directory === next?.directory ? undefined : closest.project;
  return projects.length === 1 ? projects[0] : undefined;
}

async function readLink<T>(files: Files, path: string, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await files.read(path);
  if (text.state === 'absent') return undefined;
  if (text.state === 'skipped') {
    throw new UserError(`${name} cannot be read: ${text.why}.`, 'Link the project again with `vercel link`.');
  }
  return parseJsonc(text.text, name, schema);
}
