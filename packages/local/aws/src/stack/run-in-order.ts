import type { OrderedResource } from "../template/order-resources.ts";

/**
 * Works on every resource once all it depends on are done, as many at a time as that allows.
 * The first failure is passed to `onFailure` at once, keeps further work from starting, and is thrown when everything under way has ended.
 */
export async function runInOrder(
  order: OrderedResource[],
  work: (logicalId: string) => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const done = new Map<string, Promise<void>>();
  let failed = false;
  let firstError: unknown;
  for (const { logicalId, dependsOn } of order) {
    const run = async (): Promise<void> => {
      await Promise.all(dependsOn.map((name) => done.get(name) ?? Promise.resolve()));
      if (failed) return;
      try {
        await work(logicalId);
      } catch (error) {
        if (failed) return;
        failed = true;
        firstError = error;
        onFailure(error);
      }
    };
    done.set(logicalId, run());
  }
  await Promise.all(done.values());
  if (failed) throw firstError;
}
