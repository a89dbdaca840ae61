import type { InvocationRequest } from "./invocation.ts";
import type { DeliveryFault } from "../delivery/delivery-fault.ts";

/** The request as a fault lets it be, its body aside. */
export function spoilRequest(request: InvocationRequest, { kind }: DeliveryFault): InvocationRequest {
  if (kind === "wrong-credential") return { ...request, url: withOtherCredential(request.url) };
  if (kind !== "unsigned") return request;
  const { "x-cliq-signature": _, ...headers } = request.headers;
  return { ...request, headers };
}

/** An address of the same length whose last part is another. */
function withOtherCredential(address: string): string {
  const url = new URL(address);
  const [credential = ""] = /[^/]*$/u.exec(url.pathname) ?? [];
  const wrong = credential.replaceAll(/[^x]/gu, "x");
  url.pathname = url.pathname.slice(0, -credential.length || undefined) + (wrong === credential ? "y" : wrong);
  return url.href;
}
