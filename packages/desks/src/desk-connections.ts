import type { Connections } from "@cliq-actions/core";

/**
 * The systems behind the desks that a stage can choose, for the `connections.ts` of an action that opens tickets; a stage
 * has the one of its desk. The secrets: a token that may write issues of the repository; e-mail address and API token of
 * an account, as `name@example.com:token`; and an access token of Zoho Desk, which the token keeper puts and renews.
 */
export const deskConnections = {
  github: { origin: "https://api.github.com", secret: "github-token", when: { desk: "github" } },
  jira: { origin: "https://your-site.atlassian.net", secret: "jira-token", when: { desk: "jira" } },
  zohoDesk: { origin: "https://desk.zoho.com", secret: "zoho-desk-token", when: { desk: "zoho-desk" } },
} satisfies Connections;
