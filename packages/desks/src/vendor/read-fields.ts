import { type ConnectionResponse, UpstreamFailed } from "@cliq-actions/core";

/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object that another system answered with. Throws `UpstreamFailed` when it is none. */
export function fieldsOf(answer: ConnectionResponse): Fields {
  return asFields(answer.json()) ?? unexpected(answer);
}

/** The objects of a list. */
export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(asFields).filter((one) => one !== undefined) : [];
}

/** A value as an object. */
export function asFields(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** Throws what stands for an answer that the system's documentation does not have. */
export function unexpected({ status }: ConnectionResponse): never {
  throw new UpstreamFailed("ticket desk", { status: status >= 200 && status < 300 ? "unexpected answer" : status });
}
