import { expect, it } from 'vitest';
import { prismaReads } from './prisma.ts';

it('reads env() calls, without comments, strings and the shadow database', () => {
  const schema = `// url = env("OLD")
datasource db {
  provider  = "postgresql"
  url       = env("DATABASE_URL") // env("COMMENTED")
  directUrl = env( "DIRECT_URL" )
  shadowDatabaseUrl = env("SHADOW_URL")
  note = "env('A') https://example.com"
}`;
  expect(prismaReads(schema)).toEqual([
    { name: 'DATABASE_URL', line: 4, optional: false },
    { name: 'DIRECT_URL', line: 5, optional: false },
    { name: 'SHADOW_URL', line: 6, optional: true },
  ]);
});

it('finds nothing where there is nothing, and survives a text of quotes', () => {
  expect(prismaReads('datasource db { url = "postgres://localhost" }')).toEqual([]);
  expect(prismaReads('"\\'.repeat(50_000))).toEqual([]);
});
