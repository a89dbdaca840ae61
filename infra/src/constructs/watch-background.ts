import { Duration } from "aws-cdk-lib";
import type { Alarms } from "./alarms.ts";
import type { BackgroundWork } from "./background-work.ts";

const period = Duration.minutes(5);
/** A job that has waited so long, in seconds, waits for a worker that does not come; four days are the queue's. */
const longestWaitSeconds = 12 * 3_600;

/** Watches an action's queues and its worker. */
export function watchBackground(alarms: Alarms, slug: string, { worker, queue, deadLetters }: BackgroundWork): void {
  alarms.watch(
    "dead_letters",
    {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
      description: `Work of "${slug}" was given up; who clicked has been told, unless Cliq took no message. \`pnpm cliq redrive ${slug}\` does it again.`,
    },
    slug,
  );
  alarms.watch(
    "jobs_waiting",
    {
      metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: "Maximum" }),
      threshold: longestWaitSeconds,
      description: `Work of "${slug}" has waited for half a day; after four days it is lost.`,
    },
    slug,
  );
  alarms.watchFunction("worker_errors", {
    handler: worker.handler,
    of: slug,
    description: `The worker of "${slug}" ended without an answer or could not start: its jobs come again.`,
  });
}
