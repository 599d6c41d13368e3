import { expect, it } from 'vitest';
import { runMoment } from '../../artifacts/run/moment.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherRunMoment } from './moment.ts';

it('the moment of a run is the one that the person or the clock said', async () => {
  const now = Date.UTC(2026, 10, 20);
  const moment = await gatherRunMoment.gather(fakeWorld({ target: { now } }).context, {});
  expect(runMoment.parse(moment)).toBe(now);
});
