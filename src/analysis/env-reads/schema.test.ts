import { describe, expect, it } from 'vitest';
import { readModule } from './read-module.ts';

function readsOf(source: string): string {
  const facts = readModule('env.ts', source);
  const reads = facts.reads.map((read) => `${read.name}${read.optional ? '?' : ''}`);
  return [...reads, ...facts.dynamic.map(() => '*')].join(' ');
}

const t3 = `
  import { createEnv } from '@t3-oss/env-nextjs';
  export const env = createEnv({
    server: { DATABASE_URL: z.string().url(), SMTP_URL: z.string().optional(), MODE: z.enum(['a']).default('a') },
    client: { NEXT_PUBLIC_KEY: z.string() },
    RUNTIME
    skipValidation: !!process.env.SKIP,
  });`;

describe('t3-env', () => {
  it.each([
    ['process.env whole', 'runtimeEnv: process.env,'],
    ['each value by name', runtime('runtimeEnv')],
    ['each value by name, strictly', runtime('runtimeEnvStrict')],
    ['only the client values by name', 'experimental__runtimeEnv: { NEXT_PUBLIC_KEY: process.env.NEXT_PUBLIC_KEY },'],
    ['nothing', ''],
  ])('reads its entries when it is given %s', (_, given) => {
    const reads = readsOf(t3.replace('RUNTIME', given)).split(' ').sort().join(' ');
    expect(reads).toBe('DATABASE_URL MODE? NEXT_PUBLIC_KEY SKIP? SMTP_URL?');
  });

  it('keeps server entries on the server', () => {
    for (const given of ['runtimeEnv: process.env,', runtime('runtimeEnv')]) {
      const facts = readModule('env.ts', t3.replace('RUNTIME', given));
      const server = facts.reads.filter((read) => read.serverOnly).map((read) => read.name);
      expect(server.sort()).toEqual(['DATABASE_URL', 'MODE', 'SMTP_URL']);
    }
  });

  it('follows an entry to the variable behind it', () => {
    const source = `createEnv({ server: { DB: z.string().optional(), KEY: z.string() },
      runtimeEnv: { DB: process.env.POSTGRES_URL, KEY: process.env.A_KEY ?? process.env.B_KEY } })`;
    expect(readsOf(source)).toBe('POSTGRES_URL? A_KEY? B_KEY');
  });

  it('says when entries come from elsewhere', () => {
    expect(readsOf('createEnv({ server: { ...shared, A: z.string() }, runtimeEnv: process.env })')).toBe('A *');
    expect(readsOf('createEnv({ server: imported, runtimeEnv: process.env })')).toBe('*');
  });
});

function runtime(key: string): string {
  const names = ['DATABASE_URL', 'SMTP_URL', 'MODE', 'NEXT_PUBLIC_KEY'];
  return `${key}: { ${names.map((name) => `${name}: process.env.${name}`).join(', ')} },`;
}

describe('other validated environments', () => {
  it.each([
    ['z.object({ A: z.string(), B: z.string().optional() }).parse(process.env)', 'A B?'],
    ['const schema = z.object({ A: z.string() }); export const env = schema.safeParse(process.env)', 'A'],
    ['const schema = z.object({ A: z.string() }).extend({ B: z.any() }).strict(); schema.parse(process.env)', 'A B?'],
    ['const base = z.object({ A: z.string() }); z.object({ B: z.string() }).merge(base).parse(process.env)', 'A B'],
    ['z.object({ A: z.string() }).partial().parse(process.env)', 'A?'],
    ['z.object({ A: z.string() }).parse({ A: process.env.A })', 'A'],
    ['const given = { A: process.env.A1 }; z.object({ A: z.string().optional() }).parse(given)', 'A1?'],
    ['z.object({ A: z.string() }).parse({ ...process.env, B: 1 })', 'A'],
    ['z.object({ A: z.coerce.boolean(), B: z.coerce.number() }).parse(process.env)', 'A? B'],
    [
      'z.object({ A: z.string().nullish(), B: z.string().catch("x"), C: z.string().nullable() }).parse(process.env)',
      'A? B? C',
    ],
    ['const a = z.string().optional(); z.object({ A: a }).parse(process.env)', 'A?'],
    ['z.object({ A: on ? z.string() : z.string().optional() }).parse(process.env)', 'A'],
    ['z.object({ A: z.string().transform(f).default("x").pipe(z.url()) }).parse(process.env)', 'A?'],
    [
      'v.parse(v.object({ A: v.string(), B: v.optional(v.string()), C: v.pipe(v.string(), v.url()) }), process.env)',
      'A B? C',
    ],
    ['safeParse(object({ A: string(), B: optional(string()) }), process.env)', 'A B?'],
    ['cleanEnv(process.env, { A: str(), B: str({ default: "x" }), C: str({ devDefault: "x" }) })', 'A B? C'],
    ['parseEnv(process.env, { A: z.string() })', 'A'],
    ['type({ A: "string", "B?": "string", C: "string = \'x\'", D: "number >= 1" })(process.env)', 'A B? C? D'],
    ['const Env = type({ A: "string" }); const env = Env(process.env)', 'A'],
    ['z.object({ ["__proto__"]: z.string(), constructor: z.string() }).parse(process.env)', '__proto__ constructor'],
    ['z.object({ A: z.string(), [name]: z.string() }).parse(process.env)', 'A *'],
    ['imported.parse(process.env)', '*'],
    ['JSON.parse(process.env.A)', 'A'],
    ['const a = a.extend({}); a.parse(process.env)', '*'],
  ])('%s', (source, reads) => expect(readsOf(source)).toBe(reads));

  it('works each name out once, so that names which double names end', () => {
    const names = Array.from({ length: 60 }, (_, index) => `n${index}`);
    const doubled = names.slice(1).map((name, index) => `const ${name} = { ...n${index}, ...n${index} };`);
    const chosen = names.slice(1).map((_, index) => `const e${index + 1} = on ? e${index} : e${index};`);
    const source = `const n0 = { A: z.string(), ...unknown }; const e0 = z.string().optional();
      ${doubled.join('')} ${chosen.join('')} z.object({ ...n59, B: e59 }).parse(process.env);`;
    expect(readsOf(source)).toBe('A B? *');
  });

  it('marks what was validated', () => {
    const facts = readModule('env.ts', 'z.object({ A: z.string() }).parse({ A: process.env.A }); use(process.env.B)');
    expect(facts.reads.map((read) => read.via)).toEqual(['schema', 'process.env']);
  });
});
