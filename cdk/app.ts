/**
 * Writes the CloudFormation template and the bundles into `cdk.out`, or where `CDK_OUTDIR` says: `node cdk/app.ts`, for the stage `dev`.
 * `cdk synth -c stage=prod` and `cdk deploy` run this too: the stage comes out of the CDK's context, its options out of `config/`.
 */
import { keycardApp } from './keycard-app.ts';
import { optionsOf, WrongOptions } from './read-options.ts';
import { stageIn } from './stage.ts';

try {
  // The CDK's command line says where its credentials lead.
  const stage = stageIn(process.env.CDK_CONTEXT_JSON);
  const options = optionsOf(stage, process.env.CDK_DEFAULT_REGION);
  const app = await keycardApp(process.env.CDK_OUTDIR ?? 'cdk.out', options);
  app.synth();
} catch (error) {
  if (!(error instanceof WrongOptions)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
