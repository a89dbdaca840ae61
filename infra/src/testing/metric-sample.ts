/** One value that was put into a metric, as CloudWatch has it. */
export interface MetricSample {
  readonly namespace: string;
  readonly name: string;
  /** A function's or API's logical id stands for its name. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

interface EmbeddedLine {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

/**
 * What CloudWatch takes from a line of a log: nothing unless it is in the embedded metric format.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function samplesOf(line: string): MetricSample[] {
  const fields = parse(line);
  if (fields === undefined) return [];
  return fields._aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((set) =>
      Metrics.map(({ Name: name }) => ({
        namespace,
        name,
        dimensions: Object.fromEntries(set.map((key) => [key, String(fields[key])])),
        value: Number(fields[name]),
      })),
    ),
  );
}

function parse(line: string): (EmbeddedLine & Readonly<Record<string, unknown>>) | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "_aws" in value ? (value as never) : undefined;
  } catch {
    return undefined;
  }
}
