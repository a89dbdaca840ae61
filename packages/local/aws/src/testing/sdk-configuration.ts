import type { LocalAws } from "../index.ts";

/** What an SDK client needs to act as the administrator of a local AWS. */
export function sdkConfiguration(aws: LocalAws): {
  endpoint: string;
  region: string;
  credentials: LocalAws["adminCredentials"];
  maxAttempts: number;
} {
  return { endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials, maxAttempts: 1 };
}
