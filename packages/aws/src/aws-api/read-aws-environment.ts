import type { Credentials } from "./sign-request.ts";

/** What a function's environment says about AWS. */
export interface AwsEnvironment {
  readonly region: string;
  readonly credentials: Credentials;
  /** Where the service answers. */
  readonly endpoint: string;
}

/**
 * Region, credentials and endpoint of a service, from the variables Lambda sets; undefined when one is missing.
 * See https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function readAwsEnvironment(service: string, variables: NodeJS.ProcessEnv): AwsEnvironment | undefined {
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables;
  if (!region || !accessKeyId || !secretAccessKey) return undefined;
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const endpoint =
    variables[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    variables.AWS_ENDPOINT_URL ||
    `https://${service}.${region}.${domain}`;
  return {
    region,
    credentials: { accessKeyId, secretAccessKey, sessionToken: variables.AWS_SESSION_TOKEN || undefined },
    endpoint,
  };
}
