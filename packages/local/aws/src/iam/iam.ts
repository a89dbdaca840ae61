import { randomBytes } from "node:crypto";

import { randomId } from "../random-id.ts";
import type { Principal } from "./principal.ts";
import type { Statement } from "./statement.ts";

/** Access keys as a process or tool presents them. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** The roles of the local account, their policies, and whose access key is whose. */
export interface Iam {
  /** Role name to policy name to statements. */
  roles: Map<string, Map<string, Statement[]>>;
  /** Role name to the statements of its trust policy. */
  trusts: Map<string, Statement[]>;
  roleArn(roleName: string): string;
  /** The name of a role of this account that there is, by its ARN. */
  findRole(arn: string): string | undefined;
  /** Whether there is a role of this ARN that a service may work in. */
  isTakenBy(service: string, roleArn: string): boolean;
  /** Role name to how long a session in it may last. */
  longestSessionSeconds: Map<string, number>;
  issueRoleCredentials(roleArn: string, sessionName: string): Credentials;
  issueAdministratorCredentials(): Credentials;
  revoke(accessKeyId: string): void;
  findPrincipal(accessKeyId: string): Principal | undefined;
}

/** Creates the empty identity store of one account. */
export function createIam(accountId: string): Iam {
  const roles: Iam["roles"] = new Map();
  const principals = new Map<string, Principal>();

  const trusts: Iam["trusts"] = new Map();

  const roleArn = (roleName: string): string => `arn:aws:iam::${accountId}:role/${roleName}`;

  const findRole = (arn: string): string | undefined => [...roles.keys()].find((name) => roleArn(name) === arn);

  function issue(principal: Principal): Credentials {
    const accessKeyId = `${principal.kind === "role" ? "ASIA" : "AKIA"}${randomId(16)}`;
    principals.set(accessKeyId, principal);
    return {
      accessKeyId,
      secretAccessKey: randomBytes(30).toString("base64"),
      sessionToken: randomBytes(48).toString("base64"),
    };
  }

  return {
    roles,
    trusts,
    longestSessionSeconds: new Map(),
    roleArn,
    findRole,
    isTakenBy: (service, arn) =>
      trusts
        .get(findRole(arn) ?? "")
        ?.some(({ effect, principals }) => effect === "Allow" && principals?.includes(service)) ?? false,
    issueRoleCredentials(roleArn, sessionName) {
      const roleName = roleArn.split("/").at(-1)!;
      return issue({
        kind: "role",
        roleName,
        roleArn,
        arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      });
    },
    issueAdministratorCredentials: () =>
      issue({ kind: "administrator", arn: `arn:aws:iam::${accountId}:user/local-administrator` }),
    revoke: (accessKeyId) => void principals.delete(accessKeyId),
    findPrincipal: (accessKeyId) => principals.get(accessKeyId),
  };
}
