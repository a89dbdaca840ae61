import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, type IApplyRule, NagRuleCompliance, ServerlessChecks } from "cdk-nag";
import type { IConstruct } from "constructs";

/** Acknowledgements of an app's constructs that no finding of cdk-nag answers to, each as `<path>: <rule>`. */
export function staleAcknowledgements(app: App): readonly string[] {
  const findings = findingsOf(app);
  return app.node.findAll().flatMap((construct) =>
    acknowledgedBy(construct)
      .filter((rule) => !findings.some((found) => found.rule === rule && isInside(found.path, construct)))
      .map((rule) => `${construct.node.path}: ${rule}`),
  );
}

function acknowledgedBy({ node }: IConstruct): readonly string[] {
  return node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object))
    .map((rule) => rule.replace(/^annotation::/i, ""));
}

function isInside(path: string, { node }: IConstruct): boolean {
  return path === node.path || path.startsWith(`${node.path}/`);
}

interface Finding {
  readonly rule: string;
  readonly path: string;
}

/** Every finding, acknowledged or not. */
function findingsOf(app: App): readonly Finding[] {
  const findings: Finding[] = [];
  const note = (pack: string, params: IApplyRule): void => {
    const name = `${pack}-${params.ruleSuffixOverride ?? params.rule.name}`;
    const result = params.rule(params.node);
    const { path } = params.node.node;
    if (result === NagRuleCompliance.NON_COMPLIANT) findings.push({ rule: name, path });
    if (Array.isArray(result)) for (const part of result) findings.push({ rule: `${name}[${part}]`, path });
  };
  class Solutions extends AwsSolutionsChecks {
    protected override applyRule(params: IApplyRule): void {
      note(this.packName, params);
    }
  }
  class Serverless extends ServerlessChecks {
    protected override applyRule(params: IApplyRule): void {
      note(this.packName, params);
    }
  }
  for (const pack of [new Solutions(), new Serverless()]) pack.validateScope(app);
  return findings;
}
