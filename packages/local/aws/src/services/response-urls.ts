import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

import type { ServiceAnswer } from "./service-call.ts";

/** Where the front door serves pre-signed response URLs. */
export const responsePath = "/cloudformation-custom-resource-response/";

/** The pre-signed URLs custom resources answer to. */
export interface ResponseUrls {
  /** Issues one; `onBody` gets what is put there first. */
  issue(stackId: string, logicalId: string, requestId: string, onBody: (body: Buffer) => void): string;
  /** Answers a request to one as S3 would. */
  receive(request: IncomingMessage, path: string, query: URLSearchParams, body: Buffer): ServiceAnswer;
}

/** Creates the response URLs under the front door's origin. */
export function createResponseUrls(endpoint: string): ResponseUrls {
  const issued = new Map<string, { signature: string; onBody: (body: Buffer) => void }>();
  return {
    issue(stackId, logicalId, requestId, onBody) {
      const path = responsePath + encodeURIComponent(`${stackId}|${logicalId}|${requestId}`);
      const signature = randomBytes(20).toString("base64url");
      issued.set(path, { signature, onBody });
      return `${endpoint}${path}?X-Amz-Expires=7200&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`;
    },
    receive(request, path, query, body) {
      const target = issued.get(path);
      if (!target || request.method !== "PUT" || query.get("X-Amz-Signature") !== target.signature)
        return refuse("AccessDenied", "The pre-signed URL is unknown, or its method or signature does not match.");
      // The URL is signed for an empty content type.
      if (request.headers["content-type"])
        return refuse(
          "SignatureDoesNotMatch",
          "The URL was signed for a request without a Content-Type; send an empty one.",
        );
      target.onBody(body);
      return { status: 200 };
    },
  };
}

function refuse(code: string, message: string): ServiceAnswer {
  return {
    status: 403,
    headers: { "Content-Type": "application/xml" },
    body: `<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}
