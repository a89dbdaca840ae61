import { InvalidDeclaration } from "../errors/invalid-declaration.ts";

/** What is wrong with a declaration, with the folder of the file being imported, which only a stack tells. */
export function toInvalidDeclaration(problem: string, file: "action" | "connections"): InvalidDeclaration {
  const folder = folderOf(new Error().stack, file);
  const what = file === "action" ? "Message action" : "Connections";
  const named = folder === undefined ? "" : ` in folder "${folder}"`;
  return new InvalidDeclaration(`${what}${named}: ${problem}`, { folder });
}

function folderOf(stack: string | undefined, file: "action" | "connections"): string | undefined {
  return new RegExp(String.raw`([^/\\\s(]+)[/\\]${file}\.[cm]?[jt]s`).exec(stack ?? "")?.[1];
}
