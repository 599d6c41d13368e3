import { type Block, code, type Item, type Line, paragraph, section, strong, text } from '../document.ts';
import { type OpenCheck, type OpenGroup, sharedReason } from '../outline/open.ts';
import type { Outline } from '../outline.ts';
import { prose } from '../prose.ts';
import { sentence, severityWords, stopped } from '../words.ts';

/** What nobody could verify, by the step that would settle it, and the tests that wait for consent. */
export function openQuestions(outline: Outline): readonly Block[] {
  const blocks: Block[] = [];
  if (outline.open.length > 0) {
    const intro = paragraph([
      text(
        'Not verified does not mean fine. Each step below would settle the checks under it; after it, run the audit again.',
      ),
    ]);
    blocks.push(section([text('What could not be verified')], [intro, groupList(outline.open)]));
  }
  if (outline.withheld.length > 0) {
    const intro = paragraph([
      text(
        'These go beyond plain reading, for example by sending a request as a test user. They run only when somebody ',
      ),
      text('allows it; they do not hold up the verdict, and they are the strongest evidence there is.'),
    ]);
    blocks.push(section([text('Proofs that wait for your consent')], [intro, groupList(outline.withheld)]));
  }
  return blocks;
}

function groupList(groups: readonly OpenGroup[]): Block {
  return { kind: 'list', ordered: false, items: groups.map(groupItem) };
}

function groupItem(group: OpenGroup): Item {
  const reason = sharedReason(group);
  const because = reason === undefined ? [] : [text(' So far: '), ...prose(stopped(reason))];
  const items = group.checks.map((check) => ({
    content: [...checkLine(check), ...(reason === undefined ? [text(': '), ...prose(check.because)] : [])],
  }));
  return {
    content: [...prose(sentence(group.wayOut)), ...because],
    blocks: [{ kind: 'list', ordered: false, items }],
  };
}

function checkLine(check: OpenCheck): Line {
  return [
    strong(`${severityWords[check.severity]}:`),
    text(' '),
    ...prose(check.title),
    text(' ('),
    code(check.check),
    text(')'),
  ];
}
