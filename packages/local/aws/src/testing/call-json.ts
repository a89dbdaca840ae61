import type { LocalAws } from "../index.ts";

/** Calls an operation of a JSON service as the administrator, without an SDK client for it; a refusal is thrown as its message. */
export async function callJson(
  aws: LocalAws,
  signingName: string,
  target: string,
  input: object,
): Promise<Record<string, unknown>> {
  const scope = `${aws.adminCredentials.accessKeyId}/20260101/us-east-1/${signingName}/aws4_request`;
  const response = await fetch(aws.endpoint, {
    method: "POST",
    headers: {
      Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=unchecked`,
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": target,
    },
    body: JSON.stringify(input),
  });
  const output = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${String(output["__type"])}: ${String(output["message"])}`);
  return output;
}
