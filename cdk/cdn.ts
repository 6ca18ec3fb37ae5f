import { SecretValue } from 'aws-cdk-lib';
import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Options } from './options.ts';

/** The header that API Gateway looks for a key in, and so the one in which the CDN proves itself. */
export const secretHeader = 'X-Api-Key';

export type Secret = {
  /** Part of the ids of what is made for it, so that one secret more moves nothing of the other. */
  readonly name: string;
  /** A dynamic reference, which CloudFormation resolves while it deploys: the template never holds the secret. */
  readonly value: string;
};

/** Those that are accepted, side by side. */
export function secretsOf({ cdn }: Options): Secret[] {
  return (cdn?.secretArns ?? []).map((arn) => ({
    name: arn.replace(/^.*:secret:/, ''),
    value: SecretValue.secretsManager(arn).unsafeUnwrap(),
  }));
}

/**
 * Has API Gateway itself refuse whatever comes without the CDN's secret: no function runs for it, with WAF and without. The secrets are
 * API keys of a plan without limits. (An API key is no way to tell customers apart; here it tells one CDN from everybody else.)
 */
export function onlyByTheCdn(api: RestApi, secrets: readonly Secret[]): void {
  const stage = api.deploymentStage;
  const plan = new CfnUsagePlan(api, 'CdnPlan', {
    description: 'What the CDN in front proves itself with',
    apiStages: [{ apiId: api.restApiId, stage: stage.stageName }],
  });
  for (const { name, value } of secrets) {
    const key = new CfnApiKey(api, `CdnKey-${name}`, { enabled: true, value });
    new CfnUsagePlanKey(api, `CdnPlanKey-${name}`, { keyId: key.ref, keyType: 'API_KEY', usagePlanId: plan.ref });
  }
}
