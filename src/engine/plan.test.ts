import { describe, expect, test } from 'vitest';
import { optional } from '../core/artifact.ts';
import { planGatherers } from './plan.ts';
import { gathererOf, textFact } from './testing.ts';

const one = textFact('a/one');
const two = textFact('a/two');
const three = textFact('a/three');
const makesOne = gathererOf('a/one', async () => '1');
const makesTwo = gathererOf('a/two', async () => '2', { needs: { one } });
const makesThree = gathererOf('a/three', async () => '3', { needs: { two: optional(two), one } });
const all = [makesThree, makesTwo, makesOne];

describe('the plan', () => {
  test('holds what is needed, each once, after what it needs itself', () => {
    expect(planGatherers([{ three }, { one }, { two, three }], all)).toEqual([makesOne, makesTwo, makesThree]);
  });

  test('holds nothing that nobody needs', () => {
    expect(planGatherers([], all)).toEqual([]);
    expect(planGatherers([{ one }], all)).toEqual([makesOne]);
  });

  test('asks for optional needs too', () => {
    expect(planGatherers([{ two: optional(two) }], all)).toEqual([makesOne, makesTwo]);
  });

  test('leaves out what only a given fact is made from', () => {
    expect(planGatherers([{ two }], all, new Map([['a/two', 'there']]))).toEqual([makesTwo]);
    expect(planGatherers([{ two }, { one }], all, new Map([['a/two', 'there']]))).toEqual([makesTwo, makesOne]);
  });

  test('a need that nobody meets, or that two meet, is a mistake with a name', () => {
    expect(() => planGatherers([{ two }], [makesTwo])).toThrow('no gatherer makes the artifact a/one');
    expect(() => planGatherers([{ one }], [makesOne, gathererOf('a/one', async () => 'x')])).toThrow(
      'two gatherers make the artifact a/one',
    );
  });

  test('a circle is named, not walked for ever', () => {
    const needy = gathererOf('a/one', async () => '1', { needs: { three } });
    expect(() => planGatherers([{ two }], [needy, makesTwo, makesThree])).toThrow(
      /a\/two → a\/one → a\/three → a\/two/,
    );
    const selfish = gathererOf('a/one', async () => '1', { needs: { one: optional(one) } });
    expect(() => planGatherers([{ one }], [selfish])).toThrow('a/one → a/one');
  });
});
