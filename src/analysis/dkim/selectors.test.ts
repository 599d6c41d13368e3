import { describe, expect, it } from 'vitest';
import { selectorsEach, selectorsToTry } from './selectors.ts';

const nothing = { configured: [], senders: [], hinted: [] };

describe('the selectors to try', () => {
  it('come in the order of what they are worth, each once', () => {
    const guesses = selectorsToTry({
      configured: ['Mine'],
      senders: [{ id: 'resend', selectors: ['resend'] }],
      hinted: [{ id: 'google', selectors: ['google', 'resend'] }],
    });
    expect(guesses.slice(0, 4)).toEqual([
      { selector: 'mine', from: 'configuration' },
      { selector: 'resend', from: 'sender', provider: 'resend' },
      { selector: 'google', from: 'dns', provider: 'google' },
      { selector: 'default', from: 'usual' },
    ]);
    expect(new Set(guesses.map(({ selector }) => selector)).size).toBe(guesses.length);
  });

  it('are eighty at most, the configured ones first', () => {
    const configured = Array.from({ length: 100 }, (_, index) => `s${index}x`);
    expect(selectorsToTry({ ...nothing, configured }).map(({ from }) => from)).toEqual(Array(80).fill('configuration'));
    expect(selectorsToTry(nothing).length).toBeLessThanOrEqual(80);
  });

  it('are fewer for each where there are many domains', () => {
    expect([1, 10, 20, 500].map(selectorsEach)).toEqual([80, 80, 40, 10]);
    expect(selectorsToTry(nothing, 10)).toHaveLength(10);
  });

  it('take a whole name for its selector, and leave out what can be none', () => {
    const configured = ['k1._domainkey.example.com', 'a.b', '', 'a b', '-x', '../x', `${'a'.repeat(64)}`, '_x'];
    const given = selectorsToTry({ ...nothing, configured }).filter(({ from }) => from === 'configuration');
    expect(given.map(({ selector }) => selector)).toEqual(['k1', 'a.b', '_x']);
  });
});
