/** Who makes a call: a function's process in its role, or the administrator whose calls are always allowed. */
export type Principal =
  | { kind: "administrator"; arn: string }
  | {
      kind: "role";
      roleName: string;
      roleArn: string;
      /** `arn:aws:sts::…:assumed-role/<role>/<session>`, the name AWS uses in its refusals. */
      arn: string;
    };
