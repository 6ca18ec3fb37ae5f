import { Validations } from 'aws-cdk-lib';
import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { securityHeaders } from '../shared/http/headers.ts';
import type { Options } from './options.ts';
import { problemDocument } from './problem-document.ts';

/** Requests of one address to the guessing calls in five minutes: people behind one company's address still get through. */
const guessesPerAddress = 300;

/** What is guessed at, costs an SMS or fills somebody's queue. Looked for behind any stage name, and after undoing what would hide it (`/v1/%6cogin`, `/v1/./login`). */
const guessedPaths = ['/v1/login', '/v1/recovery', '/v1/support-requests', '/v1/captcha'];

/**
 * What managed rules say of a body is counted, and refuses nobody. Passwords are free text: one with `../`, `<script>`, a URL or `${jndi:`
 * in it would shut its owner out. Bodies here end as hashes and lookups by key, in no page, query, path or log, and no Java and no React
 * reads them. What is larger than 8 KB is refused all the same (SizeRestrictions_BODY), which is half of what WAF looks at.
 */
const commonBodyRules = ['CrossSiteScripting_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY', 'EC2MetaDataSSRF_BODY'];
const knownBadBodyRules = ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'];

/** The web ACL in front of the API. What its managed rules block, the API's WAF_FILTERED response words. */
export function webAcl(scope: Construct, stage: Stage, options: Options): CfnWebACL {
  const acl = new CfnWebACL(scope, 'WebAcl', {
    name: `keycard-${options.stage}`,
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: watched('keycard'),
    customResponseBodies: { tooMany: { contentType: 'APPLICATION_JSON', content: tooMany } },
    rules: [
      managed(0, 'AWSManagedRulesAmazonIpReputationList'),
      {
        name: 'GuessesPerAddress',
        priority: 1,
        // The content type of a custom response is fixed by WAF (application/json); the body is the problem document all the same.
        action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: 'tooMany', responseHeaders: tooManyHeaders } } },
        statement: {
          rateBasedStatement: {
            aggregateKeyType: 'IP',
            evaluationWindowSec: 300,
            limit: guessesPerAddress,
            scopeDownStatement: { orStatement: { statements: guessedPaths.map(pathContains) } },
          },
        },
        visibilityConfig: watched('guesses-per-address'),
      },
      managed(2, 'AWSManagedRulesKnownBadInputsRuleSet', knownBadBodyRules),
      managed(3, 'AWSManagedRulesCommonRuleSet', commonBodyRules),
    ],
  });
  new CfnWebACLAssociation(scope, 'WebAclAssociation', { resourceArn: stage.stageArn, webAclArn: acl.attrArn });
  return acl;
}

/** For shops that have their own protection in front of the API. */
export function noWebAcl(stage: Stage): void {
  Validations.of(stage).acknowledge({
    id: 'AwsSolutions-APIG3',
    reason: 'The option waf is false: whoever deployed this takes care of it elsewhere.',
  });
}

function managed(priority: number, name: string, onlyCounted: readonly string[] = []): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: onlyCounted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: watched(name),
  };
}

function pathContains(searchString: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      searchString,
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'CONTAINS',
      textTransformations: [
        { priority: 0, type: 'URL_DECODE' },
        { priority: 1, type: 'NORMALIZE_PATH' },
      ],
    },
  };
}

/** Metrics without sampled requests: samples keep headers, and those hold access tokens and cookies. */
function watched(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

const retryAfter = 300;
const tooMany = problemDocument('too_many_attempts', { detail: 'Too many requests come from your network address.', retryAfter });
const tooManyHeaders = Object.entries({ ...securityHeaders, 'Retry-After': String(retryAfter) }).map(([name, value]) => ({ name, value }));
