/**
 * An error of the AWS SDK as one sentence with its remedy. `needed` says which permissions on what the verb asks for,
 * `service` which service it was talking to.
 */
export function explainAwsFailure(error: unknown, needed: string, service = "AWS"): string {
  const message = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error ? error.name : "";
  const code = codeOf(error);
  if (/^Region (is missing|not accepted)/.test(message)) {
    return "No AWS region that can be used: give --region, set AWS_REGION, or write the stage's region into infra/stages.ts";
  }
  if (name === "CredentialsProviderError") {
    return "No AWS credentials: log in as for pnpm cdk deploy (AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)";
  }
  if (/ExpiredToken|UnrecognizedClient|InvalidSignature|InvalidClientTokenId/.test(name)) {
    return `AWS does not take these credentials (${name}): log in again`;
  }
  if (/AccessDenied/.test(name)) return `AWS refused: ${message}. Needed are ${needed}`;
  if (code !== undefined) return `${service} cannot be reached (${code}): check the network and the region`;
  return name === "" || name === "Error" ? message : `${name}: ${message}`;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^E[A-Z_]+$/.test(error.code) ? error.code : undefined;
}
