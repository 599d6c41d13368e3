import manifest from '../../package.json' with { type: 'json' };
import type { Report } from '../core/report.ts';

/** Name and version as the report and `--version` show them. */
export const tool: Report['tool'] = { name: manifest.name, version: manifest.version };
