/** The Lambda handler of a journey: each of its calls goes to what answers it in a file of `functions/`. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { ANY, beginningOf, isPlace } from './gathered.ts';

export type LambdaHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** `POST /v1/login` → what loads its file, and takes out of it what answers. */
export type Calls = Readonly<Record<string, () => Promise<LambdaHandler>>>;

/** A file is evaluated when its first call comes: a login pays at its cold start for what a login needs, and for nothing else. */
export function journey(calls: Calls): LambdaHandler {
  return async (event, context) => {
    const { call, pathParameters } = isPlace(event.resource) ? meant(event, Object.keys(calls)) : asMatched(event);
    const load = calls[call];
    if (!load) throw new Error('API Gateway sent a route that this function does not have');
    return (await load())({ ...event, pathParameters }, context);
  };
}

type Meant = Pick<APIGatewayProxyEvent, 'pathParameters'> & { readonly call: string };

/** By API Gateway: to a resource, with its parameters' names. */
const asMatched = ({ httpMethod, resource, pathParameters }: APIGatewayProxyEvent): Meant => ({
  call: `${httpMethod} ${resource}`,
  pathParameters,
});

/** Of those that share a resource; what answers all others is called by that one's own name. */
function meant({ httpMethod, resource, pathParameters }: APIGatewayProxyEvent, calls: readonly string[]): Meant {
  const path = beginningOf(resource) + (pathParameters?.call ?? '');
  for (const call of calls) {
    const [method, pattern = ''] = call.split(' ');
    const parameters = method === httpMethod && parametersIn(path, pattern);
    if (parameters) return { call, pathParameters: parameters };
  }
  return { call: `${ANY} ${resource}`, pathParameters: null };
}

/** What a path has in the place of each parameter, as it stood in the URL; null where it is no such path. */
function parametersIn(path: string, pattern: string): Record<string, string> | null {
  const segments = path.split('/');
  const parts = pattern.split('/');
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name && segment !== '') parameters[name] = segment;
    else if (part !== segment) return null;
  }
  return segments.length === parts.length ? parameters : null;
}
