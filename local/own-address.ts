/**
 * Where the API is reached. A template without a `publicUrl` makes the address that API Gateway would give it; here it answers at another
 * one, and what tells clients of it has to tell them that.
 */
import { region } from './intrinsics.ts';
import type { StackModel } from './template.ts';

/** Puts `url` in the place of API Gateway's address, in variables of functions and in what API Gateway answers by itself. */
export function reachedAt(url: string, { api, functions }: StackModel): void {
  const onAws = `https://${api.id}.execute-api.${region}.amazonaws.com/${api.stage}`;
  for (const { environment } of functions) {
    for (const [name, value] of Object.entries(environment)) environment[name] = value.replaceAll(onAws, url);
  }
  for (const { template } of api.gatewayResponses.values()) if (template) template.body = template.body.replaceAll(onAws, url);
}
