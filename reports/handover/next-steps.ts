import { count } from '../../src/core/text.ts';
import { type Item, text } from '../document.ts';
import type { Outline } from '../outline.ts';

/** The way from here to the launch, in the order to walk it; the sections it names follow in the document. */
export function nextSteps(outline: Outline): readonly Item[] {
  const steps: string[] = [];
  if (outline.urgent.length > 0)
    steps.push(`Work through “Before you launch”: ${count(outline.urgent.length, 'item')}.`);
  if (outline.open.length > 0) {
    steps.push(`Take the steps under “What could not be verified”: ${count(outline.open.length, 'step')}.`);
  }
  if (outline.withheld.length > 0) {
    steps.push(`Decide about “Proofs that wait for your consent”: ${count(outline.withheld.length, 'decision')}.`);
  }
  if (outline.questions.length > 0) {
    steps.push(`Answer “Questions only a person can answer”: ${count(outline.questions.length, 'question')}.`);
  }
  if (outline.later.length > 0)
    steps.push(`Give each item under “Less urgent” an owner: ${count(outline.later.length, 'item')}.`);
  steps.push('Run the audit again after the last change before the launch, and keep that document with this one.');
  return steps.map((step) => ({ content: [text(step)] }));
}
