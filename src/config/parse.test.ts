import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { UserError } from '../core/fault.ts';
import { parseJsonc } from './parse.ts';

const schema = z.strictObject({
  name: z.string().optional(),
  list: z.array(z.strictObject({ path: z.string(), reason: z.string().optional() })).optional(),
  inner: z.strictObject({ project: z.string(), team: z.string().optional() }).optional(),
  record: z.record(z.string().regex(/^[a-z]+$/, 'it must be small letters'), z.enum(['yes', 'no'])).optional(),
});
const read = (text: string) => parseJsonc(text, 'file.json', schema);

function refusal(text: string): UserError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('what is accepted', () => {
  test('JSON with comments, trailing commas and a byte order mark', () => {
    expect(read('\uFEFF// one\n{ "name": "a", /* two */ "list": [{ "path": "/" },], }')).toEqual({
      name: 'a',
      list: [{ path: '/' }],
    });
  });

  test('no key at all', () => {
    expect(read('{}')).toEqual({});
  });
});

describe('a broken file names its line', () => {
  test('where the text stops being JSON', () => {
    expect(refusal('{\n  "name": "a"\n  "list": []\n}').message).toBe('file.json:3 is not valid JSON: comma expected.');
    expect(refusal('{\r\n  "name": nope }').message).toContain('file.json:2 is not valid JSON');
    expect(refusal('{ "name": "a" } more').message).toContain('file.json:1 is not valid JSON');
    expect(refusal('{ "name": "a').message).toContain('not valid JSON');
    expect(refusal('{ "name": "a\u0001b" }').message).toContain('invalid character');
  });

  test('also when there is nothing in it', () => {
    expect(refusal('').message).toBe('file.json:1 is not valid JSON: it is empty.');
    expect(refusal(' /* nothing */ // here\n').message).toContain('is not valid JSON: it is empty.');
    expect(refusal('}').message).toBe('file.json:1 is not valid JSON: value expected.');
  });

  test('where a key stands twice, at any depth', () => {
    expect(refusal('{\n "name": "a",\n "name": "b"\n}').message).toBe('file.json:3 has the key "name" twice.');
    expect(refusal('{"list": [{"path": "/",\n"path": "/b"}]}').message).toBe('file.json:2 has the key "path" twice.');
    expect(read('{"inner": {"project": "a"}, "list": [{"path": "/"}, {"path": "/"}]}').list).toHaveLength(2);
  });
});

describe('an unknown key', () => {
  test('names its line, the nearest right key and all of them', () => {
    const error = refusal('{\n\n  "nmae": "a"\n}');
    expect(error.message).toBe('file.json:3 has an unknown key "nmae". Did you mean "name"?');
    expect(error.hint).toBe('Known keys here: name, list, inner, record.');
  });

  test('is found inside objects and lists too', () => {
    expect(refusal('{"inner": {"project": "a",\n "taem": "b"}}').message).toBe(
      'file.json:2 has an unknown key "taem" in "inner". Did you mean "team"?',
    );
    expect(refusal('{"list": [{"path": "/"},\n {"path": "/", "raeson": "b"}]}').message).toBe(
      'file.json:2 has an unknown key "raeson" in "list[1]". Did you mean "reason"?',
    );
  });

  test('that is like none gets no suggestion', () => {
    expect(refusal('{"completely-different": 1}').message).toBe(
      'file.json:1 has an unknown key "completely-different".',
    );
  });

  test('that reaches for the prototype is a key like any other', () => {
    expect(refusal('{"__proto__": {"name": "a"}}').message).toContain('unknown key "__proto__"');
    expect(refusal('{"inner": {"project": "a", "constructor": 1}}').message).toContain('unknown key "constructor"');
    expect(({} as { name?: unknown }).name).toBeUndefined();
  });

  test('from a hostile repository is shown harmless and short', () => {
    const { message } = refusal(JSON.stringify({ [`a\x1b[2J\u202eb${'c'.repeat(5000)}`]: 1 }));
    expect(message).toContain('unknown key "abccc');
    expect(message.length).toBeLessThan(400);
  });
});

describe('a wrong value', () => {
  test('names its line and key, and what it should be', () => {
    expect(refusal('{\n "name": 7 }').message).toBe(
      'file.json:2: "name" is wrong: Invalid input: expected string, received number.',
    );
    expect(refusal('{"list": [\n{"path": "/"},\n{"path": null}]}').message).toMatch(
      /^file\.json:3: "list\[1\]\.path" is wrong: .*expected string, received null/,
    );
    expect(refusal('{"list": {}}').message).toContain('"list" is wrong');
    expect(refusal('{"record": {\n"a": "perhaps"}}').message).toMatch(/^file\.json:2: "record\.a" is wrong: .*"yes"/);
  });

  test('as a key of a record says what keys look like', () => {
    expect(refusal('{"record": {"A1": "yes"}}').message).toBe(
      'file.json:1: "record.A1" is wrong: it must be small letters.',
    );
  });

  test('that is missing names the place that lacks it', () => {
    expect(refusal('{\n"inner": {\n}\n}').message).toBe('file.json:2: "inner.project" is missing.');
    expect(refusal('{"list": [\n{"reason": "x"}]}').message).toBe('file.json:2: "list[0].path" is missing.');
  });

  test('instead of an object is said of the file', () => {
    for (const text of ['[]', '7', '"x"', 'null', 'true']) {
      expect(refusal(text).message).toMatch(/^file\.json:1: the file is wrong: .*expected object/);
    }
  });
});

describe('a file built to break the reader', () => {
  test('a megabyte of nested lists or objects is refused, not run into', () => {
    expect(refusal('['.repeat(1_000_000)).message).toBe('file.json:1 is nested more than 64 levels deep.');
    expect(refusal('{"a":\n'.repeat(200_000)).message).toContain('file.json:65 is nested more than 64 levels deep');
    expect(refusal(`{"list": ${'['.repeat(500_000)}${']'.repeat(500_000)}}`).message).toContain('64 levels');
  });

  test('brackets in text and comments are no nesting', () => {
    const brackets = '['.repeat(1000);
    expect(read(`/* ${brackets} */ {"name": "${brackets}"} // ${brackets}`)).toEqual({ name: brackets });
  });

  test('many closed ones in a row are none either', () => {
    const list = Array.from({ length: 5000 }, () => ({ path: '/' }));
    expect(read(JSON.stringify({ list })).list).toHaveLength(5000);
  });
});
