import type { Service, ServiceCall } from "../services/service-call.ts";

/** The services whose calls change what stands in a store. */
const storing = ["dynamodb", "s3", "ssm"];
const reading = /\.(?:Get|BatchGet|Query|Scan|Describe|List)/;

/** Counts the calls that may have changed what stands in a store, once they have. */
export function countWrites(services: Record<string, Service>): () => number {
  let writes = 0;
  for (const name of storing) {
    const service = services[name]!;
    services[name] = {
      ...service,
      async handle(call) {
        try {
          return await service.handle(call);
        } finally {
          if (!isReading(call)) writes++;
        }
      },
    };
  }
  return () => writes;
}

function isReading({ method, headers }: ServiceCall): boolean {
  return method === "GET" || method === "HEAD" || reading.test(headers["x-amz-target"] ?? "");
}
