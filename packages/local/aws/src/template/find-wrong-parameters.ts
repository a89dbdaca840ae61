import { readPattern } from "./read-pattern.ts";
import { refuseValue, writtenParameters } from "./read-parameters.ts";
import type { Template, TemplateParameter } from "./template.ts";

const parameterType =
  /^(?:String|Number|CommaDelimitedList|List<(?:Number|String)>|AWS::SSM::Parameter::(?:Name|Value<.+>)|(?:List<)?AWS::(?:EC2|Route53)::[\w:]+>?)$/;

/** What CloudFormation would refuse of the parameters that a template declares, whatever values they are given; a sentence each. */
export function findWrongParameters({ Parameters = {}, Resources }: Template): string[] {
  return Object.entries(Parameters).flatMap(([name, parameter]) => [
    ...(parameterType.test(parameter.Type)
      ? []
      : [`Parameter ${name} is of the type ${parameter.Type}, which does not exist.`]),
    ...(Object.hasOwn(Resources, name) ? [`${name} is the name of a parameter and of a resource.`] : []),
    ...Object.entries(parameter)
      .filter(([field, value]) => field !== "AllowedValues" && typeof value === "object")
      .map(([field]) => `Parameter ${name}: its ${field} has to be written out, and no list.`),
    ...findInLimits(name, parameter),
  ]);
}

function findInLimits(name: string, parameter: TemplateParameter): string[] {
  const { MinLength, MaxLength, MinValue, MaxValue, AllowedPattern = "", Default } = parameter;
  const limits = Object.entries({ MinLength, MaxLength, MinValue, MaxValue });
  const wrong = [
    ...limits
      .filter(([, limit]) => limit !== undefined && !Number.isFinite(Number(limit)))
      .map(([field]) => `Parameter ${name}: its ${field} has to be a number.`),
    ...(Number(MinLength) > Number(MaxLength) ? [`Parameter ${name}: its MinLength is more than its MaxLength.`] : []),
    ...(Number(MinValue) > Number(MaxValue) ? [`Parameter ${name}: its MinValue is more than its MaxValue.`] : []),
    ...(readPattern(AllowedPattern)
      ? []
      : [`Parameter ${name}: its AllowedPattern is no regular expression that local AWS can read.`]),
  ];
  const value = writtenParameters({ [name]: parameter })[name];
  if (wrong.length > 0 || value === undefined || typeof Default === "object") return wrong;
  try {
    refuseValue(name, parameter, value);
    return [];
  } catch (error) {
    return [`Parameter ${name}: its Default is none that it takes: ${(error as Error).message}.`];
  }
}
