import type { LocalAws } from "../index.ts";

/** Calls an operation of a service that speaks AWS's query protocol, with the administrator's key unless another is given. */
export async function callQuery(
  aws: LocalAws,
  service: string,
  fields: Record<string, string>,
  accessKeyId = aws.adminCredentials.accessKeyId,
): Promise<{ status: number; text: string }> {
  const response = await fetch(aws.endpoint, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, text: await response.text() };
}
