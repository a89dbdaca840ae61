import { type CollectionTag, parseDocument, type ScalarTag, visit, YAMLMap } from "yaml";
import { z } from "zod";

import type { Template } from "../../template/template.ts";
import { invalid } from "../form.ts";

const objects = z.record(z.string(), z.looseObject({})).optional();
const templateSchema = z.looseObject({
  Description: z.string().max(1024).optional(),
  Metadata: z.looseObject({}).optional(),
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string() })).optional(),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).optional(),
  Conditions: objects,
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).optional(),
  Resources: z
    .record(
      z.string(),
      z.looseObject({
        Type: z.string(),
        Properties: z.looseObject({}).optional(),
        DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
        Condition: z.string().optional(),
        Metadata: z.looseObject({}).optional(),
      }),
    )
    .refine((resources) => Object.keys(resources).length > 0, {
      error: "At least one Resources member must be defined.",
    }),
});

/** Parses the body of a template, JSON or YAML, as far as to its parts. Of equal keys the last one counts, as in CloudFormation. */
export function parseTemplate(body: string): Template {
  let template: unknown;
  try {
    template = body.trimStart().startsWith("{") ? JSON.parse(body) : parseYaml(body);
  } catch (error) {
    throw invalid(`Template format error: ${error instanceof Error ? error.message.split("\n")[0] : "unreadable"}`);
  }
  const wrong = templateSchema.safeParse(template).error?.issues[0];
  if (wrong) throw invalid(`Template format error: ${wrong.path.join(".") || "the template"}: ${wrong.message}`);
  return template as Template;
}

function parseYaml(body: string): unknown {
  const document = parseDocument(body, { customTags: shortForms, uniqueKeys: false });
  // A tag that is not known comes as a warning, and its value as if it had none.
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw problem;
  visit(document, {
    Alias: () => {
      throw new Error("YAML aliases are not allowed in CloudFormation templates");
    },
  });
  return document.toJS();
}

// `!Sub x` is `Fn::Sub: x`: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
const functions =
  "Base64 Cidr FindInMap GetAZs GetAtt If ImportValue Join Length Select Split Sub ToJsonString And Equals Not Or";
const shortForms = ["Ref", "Condition", ...functions.split(" ").map((name) => `Fn::${name}`)].flatMap(
  (name): (ScalarTag | CollectionTag)[] => {
    const tag = `!${name.replace("Fn::", "")}`;
    const wrap = (argument: unknown): YAMLMap => {
      const map = new YAMLMap();
      map.set(name, argument);
      return map;
    };
    return [
      { tag, resolve: (text) => ({ [name]: text }) },
      { tag, collection: "seq", resolve: wrap },
      { tag, collection: "map", resolve: wrap },
    ];
  },
);
