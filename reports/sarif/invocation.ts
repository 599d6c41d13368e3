import type { CheckResult, Report } from '../../src/core/report.ts';
import { evidenceLimit, neutraliseLine } from '../../src/core/text.ts';
import { openReason } from '../outline/open.ts';
import { isDecisive, isUnsettled, isWithheld } from '../outline/standing.ts';

/**
 * How the run itself went. Successful means that no check broke and at least one came to an answer; every check
 * without an answer is a notification, so that an empty list of results never reads as a clean launch.
 */
export function invocationOf(report: Report) {
  const broken = report.results.some((result) => result.outcome === 'error');
  const answered = report.results.some((result) => !isUnsettled(result));
  const notifications = report.results.flatMap((result, index) =>
    isUnsettled(result) ? [notification(result, index)] : [],
  );
  return {
    executionSuccessful: !broken && answered,
    startTimeUtc: report.startedAt,
    toolExecutionNotifications: notifications.filter(({ descriptor }) => descriptor.id !== 'unavailable'),
    toolConfigurationNotifications: notifications.filter(({ descriptor }) => descriptor.id === 'unavailable'),
  };
}

function notification(result: CheckResult, index: number) {
  return {
    descriptor: { id: result.outcome },
    associatedRule: { id: result.check, index },
    level: notificationLevel(result),
    message: { text: neutraliseLine(`${result.title}: ${openReason(result)}`, evidenceLimit) },
  };
}

function notificationLevel(result: CheckResult): 'error' | 'warning' | 'note' {
  if (result.outcome === 'error') return 'error';
  return isDecisive(result) && !isWithheld(result) ? 'warning' : 'note';
}
