import { writtenParameters } from "../../template/read-parameters.ts";
import type { Template, TemplateParameter } from "../../template/template.ts";
import type { XmlNode } from "../to-xml.ts";
import { neededCapability } from "./capabilities.ts";

/** What GetTemplateSummary answers of a template: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export function toTemplateSummary(template: Template): { [name: string]: XmlNode } {
  const { identities, capability } = neededCapability(template);
  const defaults = writtenParameters(template.Parameters);
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
  return {
    Parameters: {
      member: Object.entries(template.Parameters ?? {}).map(([name, one]) => toDeclaration(name, one, defaults[name])),
    },
    Description: template.Description,
    ...(capability !== undefined && {
      Capabilities: { member: [capability] },
      CapabilitiesReason: `The following resource(s) require capabilities: [${[...identities].join(", ")}]`,
    }),
    ResourceTypes: { member: [...types] },
    Version: template.AWSTemplateFormatVersion,
    Metadata: template.Metadata === undefined ? undefined : JSON.stringify(template.Metadata),
    DeclaredTransforms: { member: [] },
  };
}

function toDeclaration(name: string, parameter: TemplateParameter, DefaultValue: string | undefined): XmlNode {
  const { Type, NoEcho = false, Description, AllowedValues } = parameter;
  return {
    ParameterKey: name,
    DefaultValue,
    ParameterType: Type,
    NoEcho: String(NoEcho) === "true",
    Description,
    ParameterConstraints: AllowedValues && { AllowedValues: { member: AllowedValues.map(String) } },
  };
}
