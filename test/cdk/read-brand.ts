import type { GivenOptions, Options } from '../../cdk/options.ts';
import { readOptions } from '../../cdk/read-options.ts';
import type { Brand } from '../../shared/config/brand.ts';

/** Options as they come out of a file: anything. `folder`: where that lies, and pictures beside it. */
export const read = (given: object, folder?: string): Options => readOptions('prod', given as GivenOptions, undefined, folder);

/** A file that is deployed with the functions. */
export const textOf = ({ brand }: Options, name: string) => Buffer.from(brand[name] ?? '', 'base64').toString();
export const writtenBy = (options: Options): Partial<Brand> => JSON.parse(textOf(options, 'brand.json'));
