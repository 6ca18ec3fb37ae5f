/** The Lambda handler of a journey: each of its calls goes to the file in `functions/` that answers it. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';

export type LambdaHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** `POST /v1/login` → what loads its file. */
export type Files = Readonly<Record<string, () => Promise<{ readonly handler: LambdaHandler }>>>;

/** A file is evaluated when its first call comes: a login pays at its cold start for what a login needs, and for nothing else. */
export function journey(files: Files): LambdaHandler {
  return async (event, context) => {
    // As API Gateway matched it: the path of a resource, with its parameters' names.
    const load = files[`${event.httpMethod} ${event.resource}`];
    if (!load) throw new Error('API Gateway sent a route that this function does not have');
    return (await load()).handler(event, context);
  };
}
