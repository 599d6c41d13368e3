import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';
import { webPage } from './page.ts';

/**
 * What an anonymous visitor gets on the canonical host: its root, the sign-in page, an address that is not there, and the
 * payment webhook by HEAD. Each was asked with a foreign `Origin`, as a browser asks across sites.
 */
export const webPages = defineArtifact('web/pages', z.array(webPage).readonly());
