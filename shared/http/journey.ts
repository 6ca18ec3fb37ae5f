/** The Lambda handler of a journey: each of its calls goes to what answers it in a file of `functions/`. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';

export type LambdaHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** `POST /v1/login` → what loads its file, and takes out of it what answers. */
export type Calls = Readonly<Record<string, () => Promise<LambdaHandler>>>;

/** A file is evaluated when its first call comes: a login pays at its cold start for what a login needs, and for nothing else. */
export function journey(calls: Calls): LambdaHandler {
  return async (event, context) => {
    // As API Gateway matched it: the path of a resource, with its parameters' names.
    const load = calls[`${event.httpMethod} ${event.resource}`];
    if (!load) throw new Error('API Gateway sent a route that this function does not have');
    return (await load())(event, context);
  };
}
