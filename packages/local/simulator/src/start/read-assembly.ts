import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a synthesised stage says about the Cliq it expects. */
export interface Assembly {
  /** The organisation its webhooks serve; absent when there is none to serve. */
  readonly organizationId?: string;
  /** Where the operator puts the OAuth client, for example `/cliq-actions/local`. */
  readonly parameterPrefix: string;
  /** The slug of each action, by the name it is registered under. */
  readonly slugs: ReadonlyMap<string, string>;
}

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties }>>;
}

interface Properties {
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
  /** Of the custom resource: JSON, joined by CloudFormation where it refers to other resources. */
  readonly Manifest?: string | { readonly "Fn::Join": readonly [string, readonly unknown[]] };
}

/** Reads the template's functions and its custom resource; throws a sentence when no function names the parameters' place. */
export async function readAssembly(folder: string): Promise<Assembly> {
  const { name, text } = await readTemplate(folder);
  const template = JSON.parse(text) as Template;
  const properties = Object.values(template.Resources ?? {}).map((resource) => resource.Properties ?? {});
  const read = (variable: string): string | undefined =>
    properties
      .map(({ Environment }) => Environment?.Variables?.[variable])
      .find((value): value is string => typeof value === "string");
  const organizationId = read("CLIQ_ORGANIZATION_ID");
  const parameterPrefix = read("PARAMETER_PREFIX");
  if (parameterPrefix === undefined) throw new Error(`No function in ${name} has PARAMETER_PREFIX in its environment.`);
  const slugs = new Map(properties.flatMap(({ Manifest }) => (Manifest === undefined ? [] : readSlugs(Manifest))));
  return { ...(organizationId === undefined ? {} : { organizationId }), parameterPrefix, slugs };
}

/** The stage's template: what is deployed is the same as long as its text is, for code stands in it by digest. */
export async function readTemplate(folder: string): Promise<{ readonly name: string; readonly text: string }> {
  const [name] = (await readdir(folder)).filter((file) => file.endsWith(".template.json"));
  if (name === undefined) throw new Error(`${folder} holds no template. Delete the folder .local and start again.`);
  return { name, text: await readFile(join(folder, name), "utf8") };
}

function readSlugs(manifest: NonNullable<Properties["Manifest"]>): [string, string][] {
  // What CloudFormation fills in stands inside strings, so that the JSON is whole without it.
  const json =
    typeof manifest === "string"
      ? manifest
      : manifest["Fn::Join"][1].map((part) => (typeof part === "string" ? part : "")).join("");
  const { actions } = JSON.parse(json) as { actions: readonly { slug: string; name: string }[] };
  return actions.map(({ slug, name }) => [name, slug]);
}
