/** Which stage is synthesized, the one thing that the CDK's context says: everything else stands in `config/<stage>.json`. */
import { WrongOptions } from './read-options.ts';

/** What the CDK's command line, its lookups and its feature flags put into the context. */
const ofTheCdk = /^(?:aws:|@aws-cdk\/|[a-z-]+:|cli-telemetry$|acknowledged-issue-numbers$)/;

/**
 * @param context the CDK's context, as JSON
 * @returns the stage, `dev` if nobody says another
 * @throws WrongOptions naming what is no stage
 */
export function stageIn(context: string | undefined): string {
  const { stage = 'dev', ...others } = JSON.parse(context || '{}') as Record<string, unknown>;
  const strange = Object.keys(others).filter((name) => !ofTheCdk.test(name));
  if (strange.length > 0) {
    throw new WrongOptions(
      `the context takes nothing but a stage (-c stage=prod), and not:\n${strange.map((name) => `- ${name}`).join('\n')}\nOptions stand in config/<stage>.json.`,
    );
  }
  return String(stage);
}
