import { existsSync, readFileSync } from "node:fs";

/** How much passed and failed; the name of each thing that failed, and of each test that passed at its second try only. */
export interface Count {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly retried: readonly string[];
}

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const firstLine = (text = ""): string => text.split("\n", 1)[0] ?? "";

/** Counts a report of vitest. A file that could not be loaded counts as one failure, and so does a missing report. */
export function readTestReport(path: string): Count {
  if (!existsSync(path)) return { passed: 0, failed: ["the suite wrote no report"], retried: [] };
  const { numPassedTests, testResults }: Report = JSON.parse(readFileSync(path, "utf8"));
  const failed = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((result) => result.status === "failed");
    if (tests.length === 0 && status === "failed") return [`${name}: ${firstLine(message)}`];
    return tests.map(({ fullName, failureMessages }) => `${name} > ${fullName}: ${firstLine(failureMessages[0])}`);
  });
  // A report keeps what the first try failed with.
  const retried = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status: ended, failureMessages: [first] }) => ended === "passed" && first !== undefined)
      .map(({ fullName, failureMessages }) => `${name} > ${fullName}: ${firstLine(failureMessages[0])}`),
  );
  return { passed: numPassedTests, failed, retried };
}
