/** The configuration sets of SES in a template, and which of their events they publish on EventBridge's default bus. */
import type { Intrinsics, Template } from './intrinsics.ts';
import { resourcesOf } from './rule-targets.ts';

/** `publishes`: types of events, as SES writes them in a destination: `bounce`. */
export type ConfigurationSet = { name: string; publishes: string[] };

type Destination = { Enabled?: boolean; MatchingEventTypes?: string[]; EventBridgeDestination?: { EventBusArn?: string } };

export function readConfigurationSets(template: Template, intrinsics: Intrinsics): ConfigurationSet[] {
  const destinations = resourcesOf(template, 'AWS::SES::ConfigurationSetEventDestination').map(
    ([logicalId, { Properties = {} }]) =>
      intrinsics.resolve(Properties, logicalId) as { ConfigurationSetName: string; EventDestination: Destination },
  );
  return resourcesOf(template, 'AWS::SES::ConfigurationSet').map(([logicalId]) => {
    const name = intrinsics.name(logicalId);
    const publishes = destinations
      .filter(({ ConfigurationSetName, EventDestination: { Enabled = true, EventBridgeDestination } }) => {
        return ConfigurationSetName === name && Enabled && EventBridgeDestination?.EventBusArn?.endsWith(':event-bus/default');
      })
      .flatMap(({ EventDestination }) => EventDestination.MatchingEventTypes ?? []);
    return { name, publishes };
  });
}
