import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';
import { pageAnswer } from './page.ts';
import { robotsAnswer } from './robots.ts';

/** What an anonymous visitor gets at the preview address: its root and its robots.txt. */
export const webPreview = defineArtifact(
  'web/preview',
  z.object({ url: z.string(), answer: pageAnswer, robots: robotsAnswer }).readonly(),
);
