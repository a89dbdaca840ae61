import { defineFakes } from "@cliq-actions/local-aws/define-fakes";

const secret = "a-key-for-laptops";

/** A status page that keeps its incidents in memory, one per idempotency key. */
export default defineFakes({
  connections: {
    statusPage: () => {
      const incidents = new Map<string, { id: string; url: string; text: string }>();
      return {
        secret,
        answer: ({ method, path, headers, text }) => {
          if (headers.authorization !== `Bearer ${secret}`) return { status: 401 };
          if (method !== "POST" || path !== "/v1/incidents") return { status: 404 };
          const key = headers["idempotency-key"] ?? `without-key-${incidents.size}`;
          const known = incidents.get(key);
          if (known !== undefined && known.text !== text) return { status: 409 };
          const id = `inc-${incidents.size + 1}`;
          const incident = known ?? { id, url: `https://status.example/incidents/${id}`, text };
          incidents.set(key, incident);
          return { status: known === undefined ? 201 : 200, json: { id: incident.id, url: incident.url } };
        },
      };
    },
  },
});
