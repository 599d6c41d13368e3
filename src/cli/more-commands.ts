/** The commands beside the audit, in one chunk of the bundle: each further chunk costs every start a file. */
export { checksCommand } from './checks.ts';
export { compareCommand } from './compare.ts';
export { doctorCommand } from './doctor.ts';
export { explainCommand } from './explain.ts';
export { initCommand } from './init.ts';
export { reportCommand } from './report.ts';
