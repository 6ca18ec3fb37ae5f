/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles (`cdk/bundles.ts` maps the import here).
 * Lambda hands the role's credentials over in the environment and replaces the sandbox before they end, so the
 * SDK's chain of seven sources is weight at every cold start: config files, SSO, container endpoints and the rest
 * are never asked there.
 */
type EnvironmentCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** @throws Error naming the variable that is missing, at the first call to AWS. */
export const defaultProvider = () => async (): Promise<EnvironmentCredentials> => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID) throw new Error('environment variable AWS_ACCESS_KEY_ID is missing');
  if (!AWS_SECRET_ACCESS_KEY) throw new Error('environment variable AWS_SECRET_ACCESS_KEY is missing');
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
};
