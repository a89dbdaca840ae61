import type { Template } from "aws-cdk-lib/assertions";

/** A function of the stack as docs/architecture.md tells of it. */
export interface DescribedFunction {
  /** Such as "token keeper"; "webhook of `echo`" for an action's. */
  readonly kind: string;
  readonly variables: readonly string[];
  /** Names of the parameters below the stage's prefix that its role may read. */
  readonly reads: readonly string[];
  /** What its role may do beside writing its own log, such as "ssm:GetParameter". */
  readonly actions: readonly string[];
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const kinds = {
  SigningKey: "signing key",
  TokenKeeper: "token keeper",
  Registrations: "registrar",
  Drift: "drift check",
} as const;

/** Every function of a synthesised stage, sorted by kind. */
export function describeFunctions(template: Template, slugs: readonly string[]): DescribedFunction[] {
  const functions = Object.entries(template.findResources("AWS::Lambda::Function"));
  return functions.map(([id, { Properties }]) => {
    const statements = statementsOf(template, Properties.Role["Fn::GetAtt"][0] as string);
    const granted = statements.flatMap(({ Action }) => Action).filter((action) => !action.startsWith("logs:"));
    return {
      kind: kindOf(id, slugs),
      variables: Object.keys(Properties.Environment.Variables as object).toSorted(),
      reads: statements
        .filter(({ Action }) => JSON.stringify(Action).includes("ssm:GetParameter"))
        .flatMap(parametersIn),
      actions: [...new Set(granted)].toSorted(),
    };
  });
}

function kindOf(id: string, slugs: readonly string[]): string {
  const own = Object.entries(kinds).find(([construct]) => id.startsWith(construct));
  if (own !== undefined) return own[1];
  const slug = slugs.find((one) => id.startsWith(one.replaceAll("-", "")));
  return `${id.includes("BackgroundWorker") ? "worker" : "webhook"} of \`${slug}\``;
}

function statementsOf(template: Template, role: string): readonly Statement[] {
  const policies = Object.values(template.findResources("AWS::IAM::Policy")) as {
    Properties: { Roles: { Ref: string }[]; PolicyDocument: { Statement: Statement[] } };
  }[];
  return policies
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }) => Ref === role))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

function parametersIn({ Resource }: Statement): readonly string[] {
  return [...JSON.stringify(Resource).matchAll(/:parameter\/[^/]+\/[^/]+\/([^"]+)"/g)].map(([, name = ""]) => name);
}
