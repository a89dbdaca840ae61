import { UpstreamFailed } from "@cliq-actions/core";

/** Cliq waits about 15 s (INFERRED, protocol page 2.6); an answer after 12 s risks never being shown. */
const longestWork = 12_000;

/** The work's result, or a failure the person sees while Cliq still listens. `remaining` is Lambda's own time, in ms. */
export async function withDeadline<T>(work: Promise<T>, remaining: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const fail = (): void => reject(new UpstreamFailed("action", { status: "deadline" }));
    timer = setTimeout(fail, Math.max(0, Math.min(longestWork, remaining - 1_000)));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
