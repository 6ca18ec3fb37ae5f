/** The EventBridge rules of a template that call a function for events of the default bus. */
import type { Intrinsics, Template } from './intrinsics.ts';
import { type RuleTarget, rulesOf, targetsOf } from './rule-targets.ts';

/** What an event has to have: a list of values, one of which is the event's (or one of the event's), or the same of what is inside. */
export type EventPattern = { [field: string]: string[] | EventPattern };
export type EventRule = { name: string; pattern: EventPattern; targets: RuleTarget[] };

/** @throws Error naming a rule of another bus, one that matches by more than values, or one that may not call its function. */
export function readEventRules(template: Template, intrinsics: Intrinsics): EventRule[] {
  return rulesOf(template)
    .filter(([, { EventPattern }]) => EventPattern !== undefined)
    .map(([logicalId, { EventPattern, EventBusName = 'default' }]) => {
      if (EventBusName !== 'default') throw new Error(`template: ${logicalId} waits at another bus than the default one`);
      const pattern = intrinsics.resolve(EventPattern, logicalId) as EventPattern;
      checkValues(pattern, logicalId);
      return { name: intrinsics.name(logicalId), pattern, targets: targetsOf(logicalId, template, intrinsics) };
    });
}

function checkValues(pattern: EventPattern, logicalId: string): void {
  for (const [field, wanted] of Object.entries(pattern)) {
    if (!Array.isArray(wanted)) checkValues(wanted, logicalId);
    else if (!wanted.every((value) => typeof value === 'string'))
      throw new Error(`template: ${logicalId} matches ${field} by more than values, which the local stack does not know`);
  }
}

/** EventBridge User Guide, "Creating event patterns". */
export function matches(pattern: EventPattern, event: Record<string, unknown>): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const found = event[field];
    if (!Array.isArray(wanted)) return typeof found === 'object' && found !== null && matches(wanted, found as Record<string, unknown>);
    return [found].flat().some((value) => wanted.includes(value as string));
  });
}
