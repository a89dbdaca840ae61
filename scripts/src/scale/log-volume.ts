/**
 * Bytes of the lines that one click leaves in CloudWatch Logs. A test compares ours with what is written; the others are
 * AWS's, reckoned by their fields.
 */
export const clickLines = {
  /** Ours, by the function: the log entry and the metrics. */
  function: 400,
  /** Lambda's own, `platform.start` and `platform.report`. */
  platform: 360,
  /** The API's. */
  access: 270,
} as const;

/** CloudWatch Logs adds so much to each. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const addedBytes = 26;

/** Bytes that one click adds to the logs. */
export const clickLogBytes = Object.values(clickLines).reduce((sum, bytes) => sum + bytes, 4 * addedBytes);

/** Series of metrics that the webhooks' lines make once clicks of a stage have ended in so many outcomes: theirs, and the total. */
export function metricSeries(outcomes: number): number {
  return outcomes === 0 ? 0 : outcomes + 1;
}
