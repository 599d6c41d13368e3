import { describe, expect, test } from 'vitest';
import { faultOf, ProviderFault, UnavailableError, UserError } from './fault.ts';

describe('a fault', () => {
  test('keeps message and next step of the errors made for people', () => {
    expect(faultOf(new UserError('No such file.', 'Name another.'))).toEqual({
      message: 'No such file.',
      hint: 'Name another.',
    });
    expect(faultOf(new ProviderFault('half a document', 'try again'))).toEqual({
      message: 'half a document',
      hint: 'try again',
    });
    expect(faultOf(new UnavailableError('denied', 'grant it')).message).toContain('denied: grant it');
  });

  test('of a bug names its kind and leaves the stack behind', () => {
    const fault = faultOf(new TypeError('x is undefined', { cause: new Error('deep') }));
    expect(fault).toEqual({ message: 'TypeError: x is undefined' });
  });

  test('can be made of anything that is thrown', () => {
    const bomb = {
      toString: () => {
        throw new Error('bomb');
      },
    };
    for (const thrown of [undefined, null, 7, 'word', Symbol('s'), {}, Object.create(null), bomb, () => 'x']) {
      expect(faultOf(thrown).message).not.toBe('');
    }
    expect(faultOf('word')).toEqual({ message: 'word' });
  });
});

test('errors keep what caused them', () => {
  const cause = new Error('deep');
  expect(new UserError('a', 'b', { cause }).cause).toBe(cause);
  expect(new UnavailableError('denied', 'b', { cause }).cause).toBe(cause);
});
