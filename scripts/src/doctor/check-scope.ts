import type { ScopeCheck } from "../authorize/check-scopes.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

/** What Cliq's answers say of a scope. */
export function judgeScope({ verdict, said }: ScopeCheck, stage: string): Diagnosis<undefined> {
  if (verdict === "ok") return fine("Cliq accepts the token for it");
  const words = said ?? "no reason";
  if (verdict === "unverified")
    return doubtful(`could not be verified: ${words}`, `In a minute: pnpm cliq doctor --stage ${stage}`);
  return broken(
    `Cliq does not accept the token for it: ${words}`,
    `pnpm cliq authorize --stage ${stage} --rotate, with all the scopes it shows.`,
  );
}
