import { hash, timingSafeEqual } from "node:crypto";
import { writeSync } from "node:fs";

const digest = Buffer.from((process.env.CREDENTIAL_DIGESTS ?? "").slice(0, 64), "hex");

interface Event {
  readonly body: string;
  readonly pathParameters: { readonly credential: string };
}

/**
 * The floor that every ratio is to: what no webhook of ours can do without, by hand. It authenticates, parses, hashes the
 * body for its key, answers a card and logs one line with its metric.
 */
export async function handler(
  { body, pathParameters }: Event,
  { awsRequestId }: { readonly awsRequestId: string },
): Promise<{ statusCode: number; headers?: Record<string, string>; body: string }> {
  const startedMs = performance.now();
  const answer = respond(body, pathParameters.credential);
  const latencyMs = performance.now() - startedMs;
  const metrics = [{ Name: "Latency", Unit: "Milliseconds" }];
  const line = {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: "bench", Dimensions: [["Action"]], Metrics: metrics }],
    },
    Action: "floor",
    Latency: latencyMs,
    status: answer.statusCode,
    requestId: awsRequestId,
    key: answer.key,
  };
  writeSync(1, `${JSON.stringify(line)}\n`);
  const { statusCode, body: text } = answer;
  return Promise.resolve({ statusCode, headers: { "content-type": "application/json" }, body: text });
}

function respond(body: string, credential: string): { statusCode: number; key?: string; body: string } {
  if (!timingSafeEqual(hash("sha256", credential, "buffer"), digest)) return { statusCode: 401, body: "" };
  try {
    const { params } = JSON.parse(body) as { params: { message: { content: { text: string } } } };
    const { text } = params.message.content;
    return { statusCode: 200, key: hash("sha256", body), body: JSON.stringify({ text, card: { title: "Done" } }) };
  } catch {
    return { statusCode: 400, body: "" };
  }
}
