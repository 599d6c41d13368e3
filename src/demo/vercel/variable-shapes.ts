import { bytes } from '../deterministic.ts';
import type { StoredVariable, VercelState } from './state.ts';

/** A row of `GET /v10/projects/{id}/env`: plain values in the clear, encrypted ones as ciphertext, sensitive ones empty. */
export function listedVariable(variable: StoredVariable, state: VercelState): Record<string, unknown> {
  return {
    ...commonShape(variable, state),
    value: shownInLists(variable),
    decrypted: variable.type === 'plain',
    securityIssues: variable.securityIssues ?? [],
  };
}

/** `GET /v1/projects/{id}/env/{envId}`: decrypted, but for sensitive variables, whose value is left out altogether. */
export function openedVariable(variable: StoredVariable, state: VercelState): Record<string, unknown> {
  if (variable.type === 'sensitive') return { ...commonShape(variable, state), decrypted: false };
  return { ...commonShape(variable, state), value: variable.value, decrypted: true };
}

/** A row of `GET /v1/env`: like a project's, with the projects it is linked to. */
export function listedSharedVariable(variable: StoredVariable, state: VercelState): Record<string, unknown> {
  return {
    ...sharedShape(variable, state),
    value: shownInLists(variable),
    decrypted: variable.type === 'plain',
    securityIssues: variable.securityIssues ?? [],
  };
}

/** `GET /v1/env/{id}`: one shared variable, decrypted unless it is sensitive. */
export function openedSharedVariable(variable: StoredVariable, state: VercelState): Record<string, unknown> {
  if (variable.type === 'sensitive') return { ...sharedShape(variable, state), decrypted: false };
  return { ...sharedShape(variable, state), value: variable.value, decrypted: true };
}

function commonShape(variable: StoredVariable, state: VercelState): Record<string, unknown> {
  const { id, key, type, target, createdAt, updatedAt } = variable;
  const { gitBranch, comment, contentHint } = variable;
  return {
    id,
    key,
    type,
    target,
    createdAt,
    updatedAt,
    createdBy: state.user.id,
    updatedBy: state.user.id,
    configurationId: variable.configurationId ?? null,
    contentHint: contentHint ?? null,
    customEnvironmentIds: variable.customEnvironmentIds ?? [],
    ...(gitBranch === undefined ? {} : { gitBranch }),
    ...(comment === undefined ? {} : { comment }),
    ...(type === 'system' ? { system: true } : {}),
    ...(type === 'sensitive' ? { visibility: 'secret' } : {}),
  };
}

function sharedShape(variable: StoredVariable, state: VercelState): Record<string, unknown> {
  const { id, key, type, target, createdAt, updatedAt } = variable;
  return {
    id,
    key,
    type,
    target: typeof target === 'string' ? [target] : target,
    created: new Date(createdAt).toISOString(),
    createdAt,
    updatedAt,
    createdBy: state.user.id,
    updatedBy: state.user.id,
    ownerId: state.team.id,
    projectId: [state.project.id],
    applyToAllCustomEnvironments: false,
    customEnvironmentIds: variable.customEnvironmentIds ?? [],
  };
}

function shownInLists(variable: StoredVariable): string {
  if (variable.type === 'sensitive') return '';
  if (variable.type === 'encrypted') return ciphertext(variable);
  return variable.value;
}

// Made from the record alone: two records with equal values must not look alike, or a list would tell them apart.
function ciphertext(variable: StoredVariable): string {
  const part = (name: string, length: number) => bytes(`${variable.id}/${name}`, length).toString('base64');
  const sealed = { v: 'v2', c: part('body', 48), i: part('nonce', 12), t: part('tag', 16) };
  return Buffer.from(JSON.stringify(sealed)).toString('base64');
}
