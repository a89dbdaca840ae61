/**
 * Where this stage's metrics go in CloudWatch: the product's name, from METRIC_NAMESPACE. Without it a line still goes
 * out, in a namespace that says what is missing.
 */
export function metricNamespace(): string {
  return process.env.METRIC_NAMESPACE || "unconfigured";
}
