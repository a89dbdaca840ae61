import { isRecord, rangeProblem, unknownFieldProblem } from "./field-problems.ts";

/**
 * Size of an action's function. More
 * [memory](https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html) also means more processor.
 */
export interface Compute {
  /** 128 to 3,008 MB, what every AWS account may use. Left out: 512. */
  readonly memoryMb?: number;
  /** 3 to 14 seconds: Cliq waits about 15. Left out: 14. */
  readonly timeoutSeconds?: number;
}

/** Bounds of {@link Compute}. */
export const computeLimits = { memoryMb: { from: 128, to: 3_008 }, timeoutSeconds: { from: 3, to: 14 } } as const;

/** What is wrong with a declared size; undefined when nothing is. */
export function computeProblem(compute: unknown): string | undefined {
  if (compute === undefined) return undefined;
  if (!isRecord(compute)) return "compute must be an object.";
  const names = ["memoryMb", "timeoutSeconds"] as const;
  const unknown = unknownFieldProblem(compute, names);
  if (unknown !== undefined) return `compute: ${unknown}`;
  return names
    .filter((name) => compute[name] !== undefined)
    .map((name) => rangeProblem(`compute.${name}`, compute[name], computeLimits[name].from, computeLimits[name].to))
    .find((problem) => problem !== undefined);
}
