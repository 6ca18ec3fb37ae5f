/** From what stands in a file to options, or to the list of what is wrong with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { anyLocalhost } from '../shared/http/localhost.ts';
import { duplicateKey } from '../shared/http/parse.ts';
import { brandFiles } from './brand/brand-files.ts';
import { didYouMean } from './did-you-mean.ts';
import { definition, type GivenOptions, type Options } from './options.ts';
import { stackName } from './stack-name.ts';

const folder = join(import.meta.dirname, '..', 'config');

export class WrongOptions extends Error {}

export const localRunsHere = 'the stage local runs on this machine: npm start';

/** Stages that nobody's customers are at. */
export const comeAndGo: readonly string[] = ['dev', 'local'];

/** `config/prod.json` */
export const optionsFile = (stage: string): string => join(folder, `${stage}.json`);

/** Of which there is a file. */
export function stages(): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.map((name) => name.slice(0, -'.json'.length)).filter((name) => name !== 'schema');
}

/**
 * The options of a stage as its file has them.
 * @param region where it is deployed, if that is known
 * @throws WrongOptions with every fault, one a line, each beginning with the option's name
 */
export function optionsOf(stage: string, region?: string, file: string = optionsFile(stage)): Options {
  let written: string;
  try {
    checkStage(stage);
    written = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof WrongOptions) throw error;
    const meant = didYouMean(stage, stages());
    throw new WrongOptions(
      `there is no config/${stage}.json${meant ? `; did you mean ${meant}?` : ''}\nIt begins as { "$schema": "./schema.json", "region": "eu-central-1" }, and docs/deploy.md says what may stand in it.`,
    );
  }
  let given: unknown;
  try {
    given = JSON.parse(written);
  } catch (error) {
    throw new WrongOptions(`config/${stage}.json is not JSON: ${(error as Error).message}`);
  }
  const twice = duplicateKey(written);
  if (twice) throw new WrongOptions(`config/${stage}.json has ${twice} twice`);
  const options = readOptions(stage, given as GivenOptions, region, dirname(file));
  if (!options.region && !comeAndGo.includes(stage)) {
    throw new WrongOptions(
      `config/${stage}.json names no region: it would be deployed to wherever AWS_REGION says\nPut into it where it is, or shall be, such as "region": "eu-central-1".`,
    );
  }
  return options;
}

/**
 * The same of options that stand in no file; of a construct, whose stack says where it goes, they need no region.
 * @param folder what the paths of pictures are relative to
 */
export function readOptions(stage: string, given: GivenOptions, region?: string, folder: string = process.cwd()): Options {
  checkStage(stage);
  const result = v.safeParse(
    v.pipe(
      v.custom<GivenOptions>((it) => !Array.isArray(it), 'must be an object'),
      definition,
    ),
    given,
  );
  const brand = result.success ? brandFiles(result.output, folder) : { files: {}, faults: [] };
  const faults = [
    ...(result.issues ?? []).filter((issue) => !isUnknownName(issue)).map(faultOf),
    ...unknownNames(given),
    ...passedOver(given),
    ...(result.success ? togetherWrong(result.output, region) : []),
    ...brand.faults,
  ];
  if (!result.success || faults.length > 0) {
    throw new WrongOptions(`options of ${stage} that make no sense:\n${[...new Set(faults)].map((fault) => `- ${fault}`).join('\n')}`);
  }
  const { $schema: _, ...options } = result.output;
  return Object.freeze({
    ...options,
    stage,
    allowedOrigins: stage === 'local' ? [...options.allowedOrigins, anyLocalhost] : options.allowedOrigins,
    audience: options.audience ?? stackName(stage),
    publicUrl: options.publicUrl ?? (options.domain ? `https://${options.domain.name}` : ''),
    homeUrl: options.homeUrl ?? '',
    changePasswordUrl: options.changePasswordUrl ?? '',
    forgotPasswordUrl: options.forgotPasswordUrl ?? '',
    signUpUrl: options.signUpUrl ?? '',
    supportUrl: options.supportUrl ?? '',
    supportMail: options.supportMail ?? '',
    imprintUrl: options.imprintUrl ?? '',
    privacyUrl: options.privacyUrl ?? '',
    brand: brand.files,
    smsSenderId: options.smsSenderId ?? '',
    supportMailTo: options.supportMailTo ?? '',
    alarmMailTo: options.alarmMailTo ?? '',
    apiDocs: options.apiDocs ?? stage === 'local',
    terminationProtection: options.terminationProtection ?? !comeAndGo.includes(stage),
  });
}

function checkStage(stage: string): void {
  if (stage === 'schema') throw new WrongOptions('schema cannot be a stage: config/schema.json is what editors read');
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage)) {
    throw new WrongOptions(`a stage must be up to 20 of a-z 0-9 -, beginning with a letter, but is ${JSON.stringify(stage)}`);
  }
}

/** What no option alone can say. */
function togetherWrong(options: v.InferOutput<typeof definition>, deployedTo: string | undefined): string[] {
  const region = options.region ?? deployedTo;
  const faults: string[] = [];
  if (deployedTo && options.region && deployedTo !== options.region) {
    faults.push(`region is ${options.region}, but the stack goes to ${deployedTo}`);
  }
  const { domain, cdn, publicUrl, keyArn, tableArns, changePasswordUrl, forgotPasswordUrl } = options;
  const { auditStream, ...tables } = tableArns ?? {};
  const regional = {
    'domain.certificateArn': domain?.certificateArn,
    ...prefixed('cdn.secretArns.', cdn?.secretArns ?? []),
    keyArn,
    ...prefixed('tableArns.', tables),
    'tableArns.auditStream': auditStream,
  };
  for (const [name, arn] of Object.entries(regional)) {
    const of = arn?.split(':')[3];
    if (region && of && of !== region) faults.push(`${name} is of ${of}, but the stack goes to ${region}`);
  }
  if (cdn && !publicUrl) faults.push('cdn needs publicUrl: where customers reach the CDN');
  if (cdn && publicUrl && domain && new URL(publicUrl).hostname === domain.name) {
    faults.push('publicUrl is at domain.name, where the API answers: the CDN would forward to itself');
  }
  if (cdn && new Set(cdn.secretArns).size < cdn.secretArns.length) faults.push('cdn.secretArns must be two different secrets');
  // Else one of the two would set passwords that the other's place never hears of.
  const bothPages = 'a shop that keeps passwords itself has a page for each';
  if (changePasswordUrl && !forgotPasswordUrl) faults.push(`changePasswordUrl needs forgotPasswordUrl: ${bothPages}`);
  if (forgotPasswordUrl && !changePasswordUrl) faults.push(`forgotPasswordUrl needs changePasswordUrl: ${bothPages}`);
  if (tableArns && !keyArn) faults.push('tableArns needs keyArn, the key that the tables are encrypted with');
  if (auditStream && !auditStream.startsWith(`${tableArns?.audit}/stream/`))
    faults.push('tableArns.auditStream must be of tableArns.audit');
  if (tableArns && new Set(Object.values(tables)).size < 3) faults.push('tableArns must be three tables');
  return faults;
}

const prefixed = (prefix: string, values: Readonly<Record<string, string>> | readonly string[]) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));

// ---- faults in words ----

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  strict_object: 'an object',
};
/** What people write, and what ISO 3166-1 has. */
const countriesByHabit: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

function faultOf(issue: v.BaseIssue<unknown>): string {
  const name = v.getDotPath(issue) ?? 'the file';
  const { input } = issue;
  if (issue.kind === 'schema' && input === undefined) return `${name} is missing`;
  const rule = issue.message.startsWith('Invalid') ? `must be ${kinds[issue.type] ?? issue.expected}` : issue.message;
  // Somebody may have put the secret key itself there.
  if (name === 'captcha.secretParameter' || name.startsWith('cdn.secretArns')) return `${name} ${rule}`;
  const meant = typeof input === 'string' && name.startsWith('smsCountries.') ? meantCountry(input) : undefined;
  return `${name} ${rule}, but is ${JSON.stringify(input)}${meant ? `; did you mean ${meant}?` : ''}`;
}

function meantCountry(input: string): string | undefined {
  const upper = input.toUpperCase();
  return countriesByHabit[upper] ?? (upper !== input && v.is(definition.entries.smsCountries, [upper]) ? upper : undefined);
}

const isUnknownName = (issue: v.BaseIssue<unknown>) => issue.type === 'strict_object' && issue.expected === 'never';

type Entries = Readonly<Record<string, v.GenericSchema>>;

/** All of them, in objects within as well: valibot names the first one only. */
function unknownNames(given: unknown): string[] {
  const known = namesIn(definition, given);
  return namesGiven(given).flatMap((name) => {
    if (known.includes(name)) return [];
    // What holds it is not an object at all, or unknown itself.
    const holder = name.split('.').slice(0, -1).join('.');
    if (holder && !known.some((each) => each.startsWith(`${holder}.`))) return [];
    if (name === 'stage') return ['stage is no option: it is the name of the file'];
    const all = namesIn(definition, undefined).filter((each) => each !== '$schema');
    const meant = didYouMean(name, all, (each) => [each, each.slice(each.lastIndexOf('.') + 1)]);
    return [`${name} is no option${meant ? `; did you mean ${meant}?` : ''}`];
  });
}

/** Where names are free to choose, valibot leaves these three out in silence, as every object's own workings are called so. */
const workings = ['__proto__', 'constructor', 'prototype'];

function passedOver(given: GivenOptions): string[] {
  return Object.entries(given?.brand?.words ?? {}).flatMap(([locale, texts]) =>
    Object.keys(texts ?? {}).flatMap((key) => (workings.includes(key) ? [`brand.words.${locale}.${key} is no text of ours`] : [])),
  );
}

function namesGiven(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [`${prefix}${name}`, ...namesGiven(inner, `${prefix}${name}.`)]);
}

/** With the dotted names of objects within; of a variant, those of the one that is given, or of all. */
function namesIn(schema: v.GenericSchema, given: unknown, prefix = ''): string[] {
  return Object.entries(entriesOf(schema, given)).flatMap(([name, inner]) => [
    `${prefix}${name}`,
    ...namesIn(inner, (given as Record<string, unknown> | undefined)?.[name], `${prefix}${name}.`),
  ]);
}

function entriesOf(schema: v.GenericSchema, given: unknown): Entries {
  const { wrapped, entries, options } = schema as { wrapped?: v.GenericSchema; entries?: Entries; options?: unknown[] };
  if (wrapped) return entriesOf(wrapped, given);
  if (entries) return entries;
  if (schema.type !== 'variant') return {};
  const all = options as { entries: Entries }[];
  const provider = (given as { provider?: unknown } | undefined)?.provider;
  const chosen = all.filter(({ entries }) => v.is(entries.provider as v.GenericSchema, provider));
  return Object.assign({}, ...(chosen.length > 0 ? chosen : all).map(({ entries }) => entries));
}
