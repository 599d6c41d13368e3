import type { VercelDoor } from '../../core/io.ts';
import type { VercelProjectRef } from '../../core/target.ts';
import { neutraliseLine } from '../../core/text.ts';
import { ask, type VercelAccess } from './ask.ts';
import { checkedPart, checkedProject, checkedScope } from './project-ref.ts';
import type { Question } from './question.ts';

const needs = {
  project: 'to belong to a member of the team that owns the project, with access to this project',
  variables: 'permission to read the environment variables of this project',
  value: 'permission to read the values of environment variables (for production a higher role may be needed)',
  shared: 'permission to read the shared environment variables of the team',
};

type Subject = Omit<Question, 'send'>;

/** Vercel's API as gatherers see it. A function of the SDK is loaded by the first call that needs it. */
export function createVercelDoor(access: VercelAccess): VercelDoor {
  const one = (ref: VercelProjectRef, thing: string, need: string): Subject => {
    const project = neutraliseLine(access.mask(ref.idOrName), 100);
    return { what: `the ${thing} of project ${project}`, needs: need, project, paged: false };
  };
  const many = (ref: VercelProjectRef, thing: string, need: string): Subject => ({
    ...one(ref, thing, need),
    paged: true,
  });

  return {
    async project(ref, signal) {
      const request = checkedProject(ref);
      const { projectsGetProject: get } = await import('./sdk.ts');
      const subject = one(ref, 'settings', needs.project);
      return await ask(access, { ...subject, send: (client) => get(client, request) }, signal);
    },

    async variables(ref, signal) {
      const request = checkedProject(ref);
      const { projectsFilterProjectEnvs: list } = await import('./sdk.ts');
      const subject = many(ref, 'environment variables', needs.variables);
      return await ask(access, { ...subject, send: (client) => list(client, request) }, signal);
    },

    async variable(ref, id, signal) {
      const request = { ...checkedProject(ref), id: checkedPart(id, 'variable id', 'Vercel') };
      const { projectsGetProjectEnv: get } = await import('./sdk.ts');
      const subject = one(ref, 'value of an environment variable', needs.value);
      return await ask(access, { ...subject, send: (client) => get(client, request) }, signal);
    },

    async sharedVariables(ref, projectId, signal) {
      const request = { ...checkedScope(ref), projectId: checkedPart(projectId, 'project id', 'Vercel') };
      const { environmentListSharedEnvVariable: list } = await import('./sdk.ts');
      const subject = many(ref, 'shared environment variables', needs.shared);
      return await ask(access, { ...subject, send: (client) => list(client, request) }, signal);
    },

    async sharedVariable(ref, id, signal) {
      const request = { ...checkedScope(ref), id: checkedPart(id, 'variable id', 'Vercel') };
      const { environmentGetSharedEnvVar: get } = await import('./sdk.ts');
      const subject = one(ref, 'value of a shared environment variable', needs.value);
      return await ask(access, { ...subject, send: (client) => get(client, request) }, signal);
    },

    async domains(ref, signal) {
      const request = { ...checkedProject(ref), limit: 100 };
      const { projectsGetProjectDomains: list } = await import('./sdk.ts');
      const subject = many(ref, 'domains', needs.project);
      return await ask(access, { ...subject, send: (client) => list(client, request) }, signal);
    },
  };
}
