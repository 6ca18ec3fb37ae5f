import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions } from './bundles.ts';
import { onThisMachine } from './keycard.ts';
import { KeycardStack } from './keycard-stack.ts';
import type { Options } from './options.ts';
import { stackName } from './stack-name.ts';

/**
 * The CDK app with its one stack, named `keycard-<stage>`, ready for `synth()`. Needs neither network nor account nor Docker.
 * @param outdir where the assembly goes; a relative path is one of the working directory.
 * @param checks whether findings of cdk-nag and of CloudFormation's own rules that nobody acknowledged make the synthesis
 * fail. Always for what is deployed; they take longer than all the rest, so the stack on one machine does without.
 * @param bundles the directory that `bundleFunctions` wrote, if it has been called already; not for what is deployed.
 */
export async function keycardApp(
  outdir: string,
  options: Options,
  { checks = true, bundles: readyMade }: { checks?: boolean; bundles?: string } = {},
): Promise<App> {
  const app = new App({
    outdir,
    postCliContext: {
      // The same template with the CDK's command line and without; asset metadata tells the local stack where the bundles are.
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:bundling-stacks': [],
      // What is not checked is not deployed.
      [onThisMachine]: !checks,
    },
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: checks,
  });

  // A directory of its own for each run, so that two at once do not write into each other's.
  mkdirSync(outdir, { recursive: true });
  const bundles = readyMade ?? mkdtempSync(join(outdir, 'bundles-'));
  try {
    if (!readyMade) await bundleFunctions(bundles);
    new KeycardStack(app, 'Keycard', {
      stackName: stackName(options.stage),
      description: 'Keycard: two-factor login',
      terminationProtection: options.terminationProtection,
      options,
      bundles,
    });
  } finally {
    // The assembly has copies by now.
    if (!readyMade) rmSync(bundles, { recursive: true });
  }

  if (checks) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
