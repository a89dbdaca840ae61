import { expect, test } from "vitest";
import {
  ForbiddenOrganization,
  Misconfigured,
  PayloadTooLarge,
  StaleInvocation,
  Unauthenticated,
  UnsupportedMediaType,
} from "./refusals.ts";

test.each([
  [Unauthenticated, "unauthenticated", 401, "Unauthorized"],
  [StaleInvocation, "stale_invocation", 401, "Unauthorized"],
  [ForbiddenOrganization, "forbidden_organization", 403, "Forbidden"],
  [PayloadTooLarge, "payload_too_large", 413, "Payload Too Large"],
  [UnsupportedMediaType, "unsupported_media_type", 415, "Unsupported Media Type"],
  [Misconfigured, "misconfigured", 503, "Service Unavailable"],
])("%o tells its sender a status, and us a code", (type, code, status, words) => {
  expect(new type("why")).toMatchObject({
    code,
    name: code,
    status,
    words,
    message: "why",
  });
});
