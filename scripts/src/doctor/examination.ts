import { redact } from "@cliq-actions/cliq/redact";
import type { Diagnosis, Finding } from "./finding.ts";

/** What a check has found out, for later checks; no value when it failed or was skipped. */
export interface Known<T> {
  readonly check: string;
  readonly value: T | undefined;
}

type Values<N> = { readonly [Key in keyof N]: N[Key] extends Known<infer T> ? T : never };

/** A row of checks, each of which may build on earlier ones. */
export interface Examination {
  readonly findings: readonly Finding[];
  /**
   * Makes a check when everything it needs is there; otherwise it is skipped, naming what is missing. A check that
   * throws has failed, with the error as one sentence.
   */
  look<N extends Readonly<Record<string, Known<unknown>>>, T>(
    check: string,
    needs: N,
    diagnose: (values: Values<N>) => Promise<Diagnosis<T>> | Diagnosis<T>,
  ): Promise<Known<T>>;
}

/** Starts an examination: `report` gets each finding as it is made, `explain` turns errors into sentences. */
export function startExamination(report: (finding: Finding) => void, explain: (error: unknown) => string): Examination {
  const findings: Finding[] = [];
  const note = ({ says, remedy, ...rest }: Finding): void => {
    const finding = { ...rest, says: redact(says), ...(remedy === undefined ? {} : { remedy: redact(remedy) }) };
    findings.push(finding);
    report(finding);
  };
  return {
    findings,
    look: async (check, needs, diagnose) => {
      const missing = Object.values(needs).find(({ value }) => value === undefined);
      if (missing !== undefined) {
        note({ check, verdict: "skipped", says: `not looked at: it needs "${missing.check}"` });
        return { check, value: undefined };
      }
      const values = Object.fromEntries(Object.entries(needs).map(([key, { value }]) => [key, value]));
      const { value, ...finding } = await attempt(async () => diagnose(values as Values<typeof needs>), explain);
      note({ check, ...finding });
      return { check, value: finding.verdict === "fail" ? undefined : value };
    },
  };
}

async function attempt<T>(
  diagnose: () => Promise<Diagnosis<T>>,
  explain: (error: unknown) => string,
): Promise<Diagnosis<T>> {
  try {
    return await diagnose();
  } catch (error) {
    return { verdict: "fail", says: explain(error), remedy: "Put that right and run the doctor again." };
  }
}
