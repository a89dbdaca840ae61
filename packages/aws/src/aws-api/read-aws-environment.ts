import { NotConfigured } from "../not-configured.ts";

/** Who signs: the credentials Lambda puts into a function's environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What a function's environment says about one service of AWS. */
export interface AwsEnvironment {
  readonly region: string;
  readonly credentials: Credentials;
  /** Where the service answers, without a slash at the end. */
  readonly endpoint: string;
  /** Whether a variable says so, and the region does not. */
  readonly isChosen: boolean;
}

/** Domains of AWS by the beginning of a region's name. */
const domains: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, "amazonaws.com.cn"],
  [/^eusc-/, "amazonaws.eu"],
  [/^/, "amazonaws.com"],
];
const variants = ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"];

/**
 * Region, credentials and endpoint of a service, from the variables Lambda sets; `host` is how the service's names begin,
 * `id` its name in `AWS_ENDPOINT_URL_…`. Throws {@link NotConfigured} when something is missing or not followed here.
 * See https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function readAwsEnvironment(host: string, id: string, variables: NodeJS.ProcessEnv): AwsEnvironment {
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables;
  if (!region || !accessKeyId || !secretAccessKey)
    throw new NotConfigured("AWS_REGION, AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not configured");
  const named = `AWS_ENDPOINT_URL_${id.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
  const chosen = variables[named] || variables.AWS_ENDPOINT_URL || undefined;
  const variant = variants.find((name) => variables[name]?.toLowerCase() === "true");
  if (chosen === undefined && variant !== undefined)
    throw new NotConfigured(`${variant} is not followed here: name the service's whole endpoint in ${named}`);
  if (chosen !== undefined && !(/^https?:/i.test(chosen) && URL.canParse(chosen)))
    throw new NotConfigured(`${named} or AWS_ENDPOINT_URL is no URL that begins with https:// or http://`);
  const domain = domains.find(([regions]) => regions.test(region))?.[1];
  const token = variables.AWS_SESSION_TOKEN;
  return {
    region,
    credentials: { accessKeyId, secretAccessKey, ...(token ? { sessionToken: token } : {}) },
    endpoint: (chosen ?? `https://${host}.${region}.${domain}`).replace(/\/$/, ""),
    isChosen: chosen !== undefined,
  };
}
