/** How one check ended; "skipped" when something it needs is not there. */
export type Verdict = "ok" | "warn" | "fail" | "skipped";

/** One line of the doctor's report; holds no secret. */
export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  readonly says: string;
  /** What to do about it; absent where there is nothing to do. */
  readonly remedy?: string;
}

/** What a check found, and the value that later checks build on. */
export interface Diagnosis<T> extends Omit<Finding, "check" | "verdict"> {
  readonly verdict: Exclude<Verdict, "skipped">;
  readonly value?: T;
}

/** All is well. */
export function fine(says: string): Diagnosis<undefined>;
export function fine<T>(says: string, value: T): Diagnosis<T>;
export function fine<T>(says: string, value?: T): Diagnosis<T> {
  return { verdict: "ok", says, ...(value === undefined ? {} : { value }) };
}

/** It works, but somebody should know. Without a value, later checks that need one are skipped. */
export function doubtful<T>(says: string, remedy: string, value?: T): Diagnosis<T> {
  return { verdict: "warn", says, remedy, ...(value === undefined ? {} : { value }) };
}

/** It does not work. */
export function broken(says: string, remedy: string): Diagnosis<never> {
  return { verdict: "fail", says, remedy };
}
