import { Validations } from 'aws-cdk-lib';
import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { securityHeaders } from '../shared/http/headers.ts';
import { secretHeader, secretsOf } from './cdn.ts';
import { besideTheCdn } from './gateway-responses.ts';
import type { Options } from './options.ts';
import { languages, problemDocument } from './problem-document.ts';
import { stackName } from './stack-name.ts';

/**
 * Calls of one address by one method in five minutes: people behind one company's address still get through. Whatever is guessed at is a
 * POST, so this is how many guesses an address has, whatever else it calls.
 */
const callsPerAddress = 300;

/**
 * What managed rules say of a body is counted, and refuses nobody. Passwords are free text: one with `../`, `<script>`, a URL or `${jndi:`
 * in it would shut its owner out. Bodies here end as hashes and lookups by key, in no page, query, path or log, and no Java and no React
 * reads them. What is larger than 8 KB is refused all the same (SizeRestrictions_BODY), which is half of what WAF looks at; the
 * function refuses what becomes larger when API Gateway unpacks it.
 */
const commonBodyRules = ['CrossSiteScripting_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY', 'EC2MetaDataSSRF_BODY'];
const knownBadBodyRules = ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'];

const retryAfter = 300;
const tooMany = ['too_many_attempts', { detail: 'Too many requests come from your network address.', retryAfter }] as const;
const besideHeaders = { ...securityHeaders, 'Content-Language': languages };
const tooManyHeaders = { ...besideHeaders, 'Retry-After': String(retryAfter) };
const { code: besideCode, ...besideExtras } = besideTheCdn;

type Rule = Omit<CfnWebACL.RuleProperty, 'priority'>;

/**
 * The web ACL in front of the API. What its managed rules block, the API's WAF_FILTERED response words.
 * @param publicUrl where clients reach the API, no slash at its end
 */
export function webAcl(scope: Construct, stage: Stage, publicUrl: string, options: Options): CfnWebACL {
  const { cdn } = options;
  const rules: Rule[] = [
    // AWS's list is of whoever connects. Behind a CDN that is the CDN for all customers alike: it can do without, and must not be refused.
    cdn ? onlyByTheCdn(options, cdn.addressHeader) : managed('AWSManagedRulesAmazonIpReputationList'),
    callsOfAnAddress(options),
    managed('AWSManagedRulesKnownBadInputsRuleSet', knownBadBodyRules),
    managed('AWSManagedRulesCommonRuleSet', commonBodyRules),
  ];
  const acl = new CfnWebACL(scope, 'WebAcl', {
    name: stackName(options.stage),
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: watched('keycard'),
    customResponseBodies: {
      tooMany: { contentType: 'APPLICATION_JSON', content: problemDocument(publicUrl, ...tooMany) },
      ...(cdn && { beside: { contentType: 'APPLICATION_JSON', content: problemDocument(publicUrl, besideCode, besideExtras) } }),
    },
    rules: rules.map((rule, priority) => ({ ...rule, priority })),
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

/**
 * The first rule behind a CDN: no later one counts what did not come through it, so nobody uses up what belongs to an address that they
 * only claim. It asks for the address too, as WAF passes a rule over for a call that lacks the header (ForwardedIPConfig); but not of
 * admins, who call the API itself with the secret alone, and whose signature API Gateway checks.
 */
function onlyByTheCdn(options: Options, addressHeader: string): Rule {
  const proved = anyOf(secretsOf(options).map(({ value }) => headerIs(secretHeader, value)));
  return {
    name: 'OnlyByTheCdn',
    action: { block: { customResponse: { responseCode: 404, customResponseBodyKey: 'beside', responseHeaders: asList(besideHeaders) } } },
    statement: {
      notStatement: { statement: { andStatement: { statements: [proved, anyOf([headerIsThere(addressHeader), adminCall(options)])] } } },
    },
    visibilityConfig: watched('only-by-the-cdn'),
  };
}

/** WAF takes no OR of one. */
function anyOf(statements: CfnWebACL.StatementProperty[]): CfnWebACL.StatementProperty {
  const [only = {}, ...others] = statements;
  return others.length > 0 ? { orStatement: { statements } } : only;
}

/**
 * By whoever connects, or by whom the CDN names. All calls count but those of admins, who are known by their signature and may import many
 * customers: API Gateway's own limits are over all callers together, so one of them could take from everybody whatever has no limit here.
 * By the method too: pages and preflights leave what a login needs alone, in one rule, as each costs 1 USD a month. No path is a key, as
 * one call can be written by many; a method is written in one way (RFC 9110 §9.1). Headers that hold no address
 * are counted together, as one (ForwardedIPConfig, MATCH).
 */
function callsOfAnAddress(options: Options): Rule {
  const addressHeader = options.cdn?.addressHeader;
  return {
    name: 'CallsPerAddress',
    // The content type of a custom response is fixed by WAF (application/json); the body is the problem document all the same.
    action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: 'tooMany', responseHeaders: asList(tooManyHeaders) } } },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'CUSTOM_KEYS',
        customKeys: [addressHeader ? { forwardedIp: {} } : { ip: {} }, { httpMethod: {} }],
        ...(addressHeader && { forwardedIpConfig: { headerName: addressHeader, fallbackBehavior: 'MATCH' } }),
        evaluationWindowSec: 300,
        limit: callsPerAddress,
        scopeDownStatement: { notStatement: { statement: adminCall(options) } },
      },
    },
    visibilityConfig: watched('calls-per-address'),
  };
}

/** What the paths of signed calls begin with, and of no others (test/cdk/api.test.ts). */
const adminPlaces = ['/v1/admin/', '/v1/audit/'];

/**
 * By the path as it was sent and as it is after undoing what would hide another in it: whichever of the two API Gateway goes by, it is one
 * of an admin's. Behind any name of a domain the path has no stage in front.
 */
function adminCall({ stage }: Options): CfnWebACL.StatementProperty {
  const begins = (textTransformations: CfnWebACL.TextTransformationProperty[]) =>
    anyOf(adminPlaces.flatMap((place) => [place, `/${stage}${place}`]).map((begin) => pathBegins(begin, textTransformations)));
  return { andStatement: { statements: [begins(asItIs), begins(undone)] } };
}

function managed(name: string, onlyCounted: readonly string[] = []): Rule {
  return {
    name,
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

const asItIs = [{ priority: 0, type: 'NONE' }];
const undone = [
  { priority: 0, type: 'URL_DECODE' },
  { priority: 1, type: 'NORMALIZE_PATH' },
];

function pathBegins(searchString: string, textTransformations: CfnWebACL.TextTransformationProperty[]): CfnWebACL.StatementProperty {
  return { byteMatchStatement: { searchString, fieldToMatch: { uriPath: {} }, positionalConstraint: 'STARTS_WITH', textTransformations } };
}

/** WAF writes names of headers in lower case. */
function headerIs(name: string, searchString: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      searchString,
      fieldToMatch: { singleHeader: { Name: name.toLowerCase() } },
      positionalConstraint: 'EXACTLY',
      textTransformations: asItIs,
    },
  };
}

function headerIsThere(name: string): CfnWebACL.StatementProperty {
  return {
    sizeConstraintStatement: {
      fieldToMatch: { singleHeader: { Name: name.toLowerCase() } },
      comparisonOperator: 'GT',
      size: 0,
      textTransformations: asItIs,
    },
  };
}

/** Metrics without sampled requests: samples keep headers, and those hold access tokens and cookies. */
function watched(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

const asList = (headers: Readonly<Record<string, string>>) => Object.entries(headers).map(([name, value]) => ({ name, value }));
