import { checks } from '../../checks/index.ts';
import { cachePathsTable } from '../analysis/cache-paths/table.ts';
import { cacheTraceTable } from '../analysis/cache-paths/trace-table.ts';
import { certificateTable } from '../analysis/certificate/timeline-table.ts';
import { dnsRecordsTable } from '../analysis/dns-records/table.ts';
import { envMatrixTable } from '../analysis/env-matrix/table.ts';
import { redirectsTable } from '../analysis/redirects/table.ts';
import type { AnyCheck } from '../core/check.ts';
import type { AnyGatherer } from '../core/gatherer.ts';
import type { AnyTableSpec } from '../core/table.ts';
import { gatherers } from '../gatherers/index.ts';

/** Everything this version can judge, gather and lay out. */
export const catalogue: {
  readonly checks: readonly AnyCheck[];
  readonly gatherers: readonly AnyGatherer[];
  readonly tables: readonly AnyTableSpec[];
} = {
  checks,
  gatherers,
  tables: [envMatrixTable, cachePathsTable, cacheTraceTable, dnsRecordsTable, certificateTable, redirectsTable],
};
