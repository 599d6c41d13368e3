import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Tests that start the built product, a pseudo-terminal or npm take seconds; everything else takes milliseconds.
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['{src,checks,reports}/**/*.test.{ts,tsx}'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
