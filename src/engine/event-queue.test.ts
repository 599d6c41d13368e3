import { expect, test } from 'vitest';
import { createEventQueue } from './event-queue.ts';

async function all(events: AsyncIterable<string>): Promise<readonly string[]> {
  const list: string[] = [];
  for await (const event of events) list.push(event);
  return list;
}

test('every reader gets every event in order, whenever it starts', async () => {
  const queue = createEventQueue<string>();
  queue.push('a');
  const early = all(queue.events);
  const twin = all(queue.events);
  await Promise.resolve();
  queue.push('b');
  queue.end();
  expect(await early).toEqual(['a', 'b']);
  expect(await twin).toEqual(['a', 'b']);
  expect(await all(queue.events)).toEqual(['a', 'b']);
});

test('nothing follows the end', async () => {
  const queue = createEventQueue<string>();
  queue.push('a');
  queue.end();
  queue.push('late');
  expect(await all(queue.events)).toEqual(['a']);
});

test('a reader that leaves does not keep the others', async () => {
  const queue = createEventQueue<string>();
  queue.push('a');
  queue.push('b');
  for await (const event of queue.events) {
    expect(event).toBe('a');
    break;
  }
  const rest = all(queue.events);
  queue.end();
  expect(await rest).toEqual(['a', 'b']);
});
