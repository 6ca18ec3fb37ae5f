/**
 * Writes the CloudFormation template and the bundles into `cdk.out`, or where `CDK_OUTDIR` says: `node cdk/app.ts`.
 * `cdk synth` and `cdk deploy` run this too. Options come from the CDK's context; without its command line from the JSON
 * object in `CDK_CONTEXT_JSON`.
 */
import { keycardApp } from './keycard-app.ts';

const app = await keycardApp(process.env.CDK_OUTDIR ?? 'cdk.out');
app.synth();
