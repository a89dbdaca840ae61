/** What AWS asks for something, in US dollars, in us-east-1, without the free tier. */
export interface Price {
  readonly of: string;
  readonly usd: number;
  readonly per: string;
  /** AWS's own page. */
  readonly page: string;
  /** The newest dated publication in which the number was found: year and month, or only the year. */
  readonly seen?: string;
}

/** When this list was put together: year and month. No page of AWS's was open: it is what is commonly known and published. */
export const pricesAsOf = "2026-11";

const page = (service: string): string => `https://aws.amazon.com/${service}/pricing/`;

/** Every price that the cost of a stage is made of. */
export const prices = {
  apiMillion: {
    of: "API Gateway, HTTP API",
    usd: 1,
    per: "million requests",
    page: page("api-gateway"),
    seen: "2026-09",
  },
  lambdaMillion: { of: "Lambda, requests", usd: 0.2, per: "million requests", page: page("lambda"), seen: "2026-05" },
  lambdaGbSecond: {
    of: "Lambda, arm64",
    usd: 0.000_013_333_4,
    per: "GB-second",
    page: page("lambda"),
    seen: "2026-05",
  },
  lambdaGbSecondX86: {
    of: "Lambda, x86_64",
    usd: 0.000_016_666_7,
    per: "GB-second",
    page: page("lambda"),
    seen: "2026-05",
  },
  logsGb: { of: "CloudWatch Logs, taken in", usd: 0.5, per: "GB", page: page("cloudwatch"), seen: "2026-06" },
  metricMonth: {
    of: "CloudWatch, own metrics, the first 10,000",
    usd: 0.3,
    per: "series and month",
    page: page("cloudwatch"),
    seen: "2026-02",
  },
  metricMonthBeyond10000: {
    of: "CloudWatch, own metrics, the next 240,000",
    usd: 0.1,
    per: "series and month",
    page: page("cloudwatch"),
  },
  alarmMetricMonth: {
    of: "CloudWatch, alarms",
    usd: 0.1,
    per: "metric an alarm looks at, and month",
    page: page("cloudwatch"),
  },
  dynamodbMillionWrites: {
    of: "DynamoDB on demand, writes",
    usd: 0.625,
    per: "million units of 1 kB",
    page: page("dynamodb"),
    seen: "2025-07",
  },
  dynamodbMillionReads: {
    of: "DynamoDB on demand, reads",
    usd: 0.125,
    per: "million units of 4 kB",
    page: page("dynamodb"),
    seen: "2025-07",
  },
  s3ThousandPuts: { of: "S3 Standard, PUT", usd: 0.005, per: "thousand requests", page: page("s3") },
  translateMillionChars: { of: "Amazon Translate", usd: 15, per: "million characters", page: page("translate") },
  comprehendUnit: {
    of: "Amazon Comprehend, finding out a language",
    usd: 0.000_1,
    per: "100 characters, at least 300 a request",
    page: page("comprehend"),
    seen: "2026-09",
  },
  kmsTenThousand: { of: "KMS, decrypting", usd: 0.03, per: "ten thousand requests", page: page("kms") },
  ssmTenThousandHigher: {
    of: "Parameter Store, only with higher throughput",
    usd: 0.05,
    per: "ten thousand requests",
    page: page("systems-manager"),
  },
  sqsMillion: { of: "SQS, standard queue", usd: 0.4, per: "million requests", page: page("sqs"), seen: "2026-06" },
  transferGb: {
    of: "Data out to the internet",
    usd: 0.09,
    per: "GB",
    page: "https://aws.amazon.com/ec2/pricing/on-demand/",
    seen: "2026-04",
  },
} as const satisfies Record<string, Price>;

/** What so many series of own metrics cost in a month, up to 250,000 of them. */
export function metricsUsd(series: number): number {
  const dear = Math.min(series, 10_000);
  return dear * prices.metricMonth.usd + (series - dear) * prices.metricMonthBeyond10000.usd;
}
