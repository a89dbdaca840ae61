/** Issues of a repository on GitHub. */
export interface GithubSettings {
  readonly kind: "github";
  /** Owner and name, such as "acme/support". */
  readonly repository: string;
}

/** Issues of a project in Jira Cloud. */
export interface JiraSettings {
  readonly kind: "jira";
  /** The key that its issues begin with, such as "OPS". */
  readonly project: string;
  /** Name of the type that its issues get, such as "Task". */
  readonly issueType: string;
  /** Where people open issues, such as "https://acme.atlassian.net". */
  readonly origin: string;
}

/** Tickets of a department in Zoho Desk. */
export interface ZohoDeskSettings {
  readonly kind: "zoho-desk";
  /** Zoho Desk's own id of the organisation, which is another than Cliq's. */
  readonly organizationId: string;
  readonly departmentId: string;
  /** API name of a custom field for texts of one line in the department's layout, such as "cf_cliq_mark". */
  readonly markField: string;
  /** Zoho Desk's origin in the organisation's data centre, such as "https://desk.zoho.eu". */
  readonly origin: string;
}

/** What a stage's `desk` says, in `TICKET_DESK` of the functions that open tickets. */
export type DeskSettings = { readonly kind: "built-in" } | GithubSettings | JiraSettings | ZohoDeskSettings;
