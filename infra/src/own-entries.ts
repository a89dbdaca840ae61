import { fileURLToPath } from "node:url";

/** Entries of the functions that every stage has, as absolute paths. */
export const ownEntries = {
  registrar: entryOf("@cliq-actions/registrar/registrar/lambda"),
  tokenKeeper: entryOf("@cliq-actions/registrar/token-keeper/lambda"),
  signingKey: entryOf("@cliq-actions/registrar/signing-key/lambda"),
  drift: entryOf("@cliq-actions/registrar/drift/lambda"),
};

function entryOf(specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier));
}
