import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a synthesised stage says about the Cliq it expects. */
export interface Assembly {
  readonly organizationId: string;
  /** Where the operator puts the OAuth client, for example `/cliq-actions/local`. */
  readonly parameterPrefix: string;
}

interface Template {
  readonly Resources?: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties?: { readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> } };
      }
    >
  >;
}

/** Reads the environment of the template's functions; throws a sentence when they name no organisation. */
export async function readAssembly(folder: string): Promise<Assembly> {
  const [name] = (await readdir(folder)).filter((file) => file.endsWith(".template.json"));
  if (name === undefined) throw new Error(`${folder} holds no template. Delete the folder .local and start again.`);
  const template = JSON.parse(await readFile(join(folder, name), "utf8")) as Template;
  const environments = Object.values(template.Resources ?? {}).map(
    ({ Properties }) => Properties?.Environment?.Variables ?? {},
  );
  const read = (variable: string): string => {
    const value = environments.map((environment) => environment[variable]).find((found) => typeof found === "string");
    if (typeof value !== "string") throw new Error(`No function in ${name} has ${variable} in its environment.`);
    return value;
  };
  return { organizationId: read("CLIQ_ORGANIZATION_ID"), parameterPrefix: read("PARAMETER_PREFIX") };
}
