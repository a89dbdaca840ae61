/** How messages of a queue come to a function. */
export interface EventSource {
  queueArn: string;
  /** Name or ARN, with or without a version or alias. */
  functionName: string;
  batchSize: number;
  /** How long to gather a batch. */
  windowMs: number;
  /** Whether the function says which messages of a batch failed. */
  reportsFailures: boolean;
  /** How many batches may be at work at once. */
  maxConcurrency: number;
}
