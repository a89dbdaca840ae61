import { fileURLToPath } from "node:url";

/** The absolute path of a workspace module, such as "@cliq-actions/registrar/signing-key/lambda". */
export function entryOf(specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier));
}
