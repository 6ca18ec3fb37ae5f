/**
 * CloudFormation's intrinsic functions, as far as the stack uses them. What is not known here throws and names itself,
 * so that the local stack never guesses what the cloud would do.
 */
import { createHash } from 'node:crypto';

export type Resource = { Type: string; Properties?: Record<string, unknown>; Condition?: string };
export type Template = {
  Resources: Record<string, Resource>;
  Parameters?: Record<string, { Type?: string; Default?: unknown }>;
  Outputs?: Record<string, { Value: unknown; Description?: string }>;
  Mappings?: Record<string, unknown>;
};

/** An account and region that exist nowhere; what AWS's own emulators use. */
export const account = '000000000000';
export const region = 'eu-central-1';

/** Attributes of a resource that policies and environments ask for, by type. */
const arns: Record<string, (name: string, id: string) => string> = {
  'AWS::DynamoDB::Table': (name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  'AWS::IAM::Role': (name) => `arn:aws:iam::${account}:role/${name}`,
  'AWS::KMS::Key': (_, id) => `arn:aws:kms:${region}:${account}:key/${id}`,
  'AWS::Logs::LogGroup': (name) => `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
  'AWS::WAFv2::WebACL': (name, id) => `arn:aws:wafv2:${region}:${account}:regional/webacl/${name}/${id}`,
  'AWS::SQS::Queue': (name) => `arn:aws:sqs:${region}:${account}:${name}`,
  'AWS::CloudWatch::Alarm': (name) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
  'AWS::Events::Rule': (name) => `arn:aws:events:${region}:${account}:rule/${name}`,
};

/** The property that gives a resource its name; without it CloudFormation makes one up. */
const nameProperties: Record<string, string> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SSM::Parameter': 'Name',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::KMS::Alias': 'AliasName',
};

/** Types whose Ref is an opaque id rather than a name. */
const identified = new Set(['AWS::KMS::Key', 'AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Resource', 'AWS::WAFv2::WebACL']);

export class Intrinsics {
  readonly #template: Template;
  readonly #stackName: string;
  /** CloudFormation adds a random part to the names it makes; so stacks that share one engine never meet. */
  readonly #suffix: string;

  constructor(template: Template, stackName: string, suffix: string) {
    this.#template = template;
    this.#stackName = stackName;
    this.#suffix = suffix;
  }

  /** The value with every intrinsic function replaced. @throws Error naming what is not known, and where. */
  resolve(value: unknown, where: string): unknown {
    if (Array.isArray(value))
      return value.map((item, index) => this.resolve(item, `${where}[${index}]`)).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && (name === 'Ref' || name?.startsWith('Fn::'))) return this.#apply(name, argument, where);
    return Object.fromEntries(entries.map(([key, inner]) => [key, this.resolve(inner, `${where}.${key}`)]));
  }

  text(value: unknown, where: string): string {
    const resolved = this.resolve(value, where);
    if (typeof resolved === 'string') return resolved;
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    throw new Error(`template: ${where} is not a text: ${JSON.stringify(resolved)}`);
  }

  /** What `Ref` gives. */
  ref(logicalId: string, where: string): unknown {
    const pseudo: Record<string, string> = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.#stackName,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${this.#stackName}/local`,
    };
    if (logicalId in pseudo) return pseudo[logicalId];
    if (logicalId === 'AWS::NoValue') return undefined;
    const parameter = this.#template.Parameters?.[logicalId];
    if (parameter) {
      if (parameter.Default === undefined) throw new Error(`template: parameter ${logicalId} has no default (${where})`);
      return parameter.Default;
    }
    const resource = this.#resource(logicalId, where);
    return identified.has(resource.Type) ? this.id(logicalId) : this.name(logicalId);
  }

  /** The physical name of a resource. */
  name(logicalId: string): string {
    const resource = this.#resource(logicalId, logicalId);
    const property = nameProperties[resource.Type];
    const given = property && resource.Properties?.[property];
    if (given !== undefined && property) return this.text(given, `${logicalId}.${property}`);
    return `${this.#stackName}-${logicalId}-${this.#suffix}`;
  }

  /** An opaque id, shaped as a UUID for keys and as ten letters for API Gateway; the same one for the same logical id. */
  id(logicalId: string): string {
    const hex = createHash('sha256').update(`${this.#suffix} ${logicalId}`).digest('hex');
    const { Type, Properties } = this.#resource(logicalId, logicalId);
    if (Type.startsWith('AWS::ApiGateway::')) return hex.slice(0, 10);
    // As long as the others (KMS Developer Guide, "Multi-Region keys").
    if (Properties?.MultiRegion === true) return `mrk-${hex.slice(0, 32)}`;
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  }

  arn(logicalId: string): string {
    const resource = this.#resource(logicalId, logicalId);
    const make = arns[resource.Type];
    if (!make) throw new Error(`template: the ARN of ${resource.Type} is not known here (${logicalId})`);
    return make(this.name(logicalId), this.id(logicalId));
  }

  #resource(logicalId: string, where: string): Resource {
    const resource = this.#template.Resources[logicalId];
    if (!resource) throw new Error(`template: there is no resource or parameter ${logicalId} (${where})`);
    return resource;
  }

  #apply(name: string, argument: unknown, where: string): unknown {
    switch (name) {
      case 'Ref':
        return this.ref(String(argument), where);
      case 'Fn::GetAtt':
        return this.#attribute(Array.isArray(argument) ? argument.map(String) : String(argument).split('.'), where);
      case 'Fn::Sub':
        return this.#substitute(argument, where);
      case 'Fn::Join': {
        const [separator, parts] = argument as [string, unknown];
        return this.#list(parts, where)
          .map((part) => this.text(part, where))
          .join(separator);
      }
      case 'Fn::Select': {
        const [index, list] = argument as [number | string, unknown];
        return this.#list(list, where)[Number(index)];
      }
      case 'Fn::Split': {
        const [separator, text] = argument as [string, unknown];
        return this.text(text, where).split(separator);
      }
      default:
        throw new Error(`template: ${name} is not known here (${where})`);
    }
  }

  #list(value: unknown, where: string): unknown[] {
    const resolved = this.resolve(value, where);
    if (!Array.isArray(resolved)) throw new Error(`template: ${where} is not a list`);
    return resolved;
  }

  #attribute([logicalId = '', ...rest]: string[], where: string): unknown {
    const attribute = rest.join('.');
    const resource = this.#resource(logicalId, where);
    if (attribute === 'Arn') return this.arn(logicalId);
    if (attribute === 'KeyId' && resource.Type === 'AWS::KMS::Key') return this.id(logicalId);
    if (attribute === 'RootResourceId' && resource.Type === 'AWS::ApiGateway::RestApi') return `${this.id(logicalId)}-root`;
    if (attribute === 'RestApiId' && resource.Type === 'AWS::ApiGateway::RestApi') return this.id(logicalId);
    if (attribute === 'StreamArn' && resource.Type === 'AWS::DynamoDB::Table') return `${this.arn(logicalId)}/stream/local`;
    throw new Error(`template: attribute ${attribute} of ${resource.Type} is not known here (${where})`);
  }

  #substitute(argument: unknown, where: string): string {
    const [text, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Record<string, unknown>];
    return text.replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in own) return this.text(own[name], where);
      if (name.includes('.')) return String(this.#attribute(name.split('.'), where));
      const value = this.ref(name, where);
      if (value === undefined) throw new Error(`template: ${whole} has no value (${where})`);
      return String(value);
    });
  }
}
