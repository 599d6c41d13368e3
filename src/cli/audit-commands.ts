/** The commands that audit, in one chunk of the bundle: each further chunk costs every start a file. */
export { auditCommand } from './audit.ts';
export { demoCommand } from './demo.ts';
export { sessionCommand } from './session.ts';
