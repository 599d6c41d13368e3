import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';

/** The time that the audit judges by, in milliseconds since 1970: now, or `--now`. */
export const runMoment = defineArtifact('run/moment', z.number());
