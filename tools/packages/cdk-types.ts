/** What the construct's types are made of, written out: the options, and the names of its functions. */
import { functionNames } from '../../cdk/functions.ts';
import { definition } from '../../cdk/options.ts';
import { definitionOf, doc, indented, word } from './written-type.ts';

export const functionTypes = (): string => `${doc('Which Lambda functions there are.')}export type FunctionName =
${functionNames.map((name) => `  | ${word(name)}`).join('\n')};
`;

export function optionTypes(): string {
  const { $schema: _, ...entries } = definition.entries;
  const given = definitionOf({ ...definition, entries } as never, 'input', new Map());
  const read = definitionOf({ ...definition, entries } as never, 'output', new Map());
  const certain = `{\n${indented(texts.map((name) => `${name}: string;`).join('\n'))}\n  terminationProtection: boolean;\n  apiDocs: boolean;\n  brand: Readonly<Record<string, string>>;\n}`;
  return [
    `${doc('The options of a stage, as they are given.')}export type GivenOptions = ${given};`,
    `type Read = ${read};`,
    `${doc('What `readOptions` made of them.')}export type Options = Readonly<Omit<Read, keyof Certain> & Certain>;`,
    `${doc('An option that nobody gave is an empty text here, or follows from others.')}type Certain = ${certain};\n`,
  ].join('\n\n');
}

/** Of what has no default, `test/packages/types.test.ts` knows whether these are all. */
const texts = [
  'stage',
  'audience',
  'publicUrl',
  'homeUrl',
  'changePasswordUrl',
  'forgotPasswordUrl',
  'signUpUrl',
  'supportUrl',
  'supportMail',
  'imprintUrl',
  'privacyUrl',
  'smsSenderId',
  'supportMailTo',
  'alarmMailTo',
];
