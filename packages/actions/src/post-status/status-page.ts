import { type Connection, type ConnectionResponse, UpstreamFailed, UserError } from "@cliq-actions/core";

/** What the public is to read. */
export interface IncidentUpdate {
  /** Equal for every click on the same message: it is published once. */
  readonly key: string;
  readonly title: string;
  readonly body: string;
}

/** An incident as the status page keeps it. */
interface Incident {
  readonly id: string;
  /** Where the public reads it: a whole https address. */
  readonly url: string;
}

/** A page that tells customers what is wrong. */
export interface StatusPage {
  /** Publishes the update, or finds what its key was published as. Throws `UserError` where the person can help, else `UpstreamFailed`. */
  publish(update: IncidentUpdate): Promise<Incident>;
}

/** {@link StatusPage} over its HTTP API, whose idempotency key makes it harmless to send a request again. */
export function restStatusPage(connection: Connection): StatusPage {
  return {
    publish: async ({ key, title, body }) => {
      const answer = await connection.send({
        method: "POST",
        path: "/v1/incidents",
        headers: { "idempotency-key": key },
        json: { title, body },
        repeatable: true,
      });
      if (answer.status === 200 || answer.status === 201) return parseIncident(answer);
      if (answer.status === 409)
        throw new UserError("This message is on the status page already, with the text it had then.");
      if (answer.status === 422)
        throw new UserError("The status page does not take this text. Choose another message.");
      throw new UpstreamFailed("status page", { status: answer.status });
    },
  };
}

function parseIncident(answer: ConnectionResponse): Incident {
  const { id, url } = (answer.json() ?? {}) as { id?: unknown; url?: unknown };
  if (typeof id !== "string" || typeof url !== "string" || !/^https:\/\/[^\s/]+/u.test(url))
    throw new UpstreamFailed("status page", { status: "unexpected answer" });
  return { id, url };
}
