import { expect, test } from "vitest";
import { NotConfigured } from "../not-configured.ts";
import { readAwsEnvironment } from "./read-aws-environment.ts";

const variables = { AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "key" };
const credentials = { accessKeyId: "AKID", secretAccessKey: "key" };
const usual = {
  region: "eu-central-1",
  credentials,
  endpoint: "https://logs.eu-central-1.amazonaws.com",
  isChosen: false,
};
const chosen = (endpoint: string): object => ({ ...usual, endpoint, isChosen: true });

test.each<[object, object]>([
  [{}, usual],
  [{ AWS_SESSION_TOKEN: "t" }, { ...usual, credentials: { ...credentials, sessionToken: "t" } }],
  [{ AWS_SESSION_TOKEN: "", AWS_ENDPOINT_URL: "", AWS_USE_FIPS_ENDPOINT: "false" }, usual],
  [
    { AWS_REGION: "cn-north-1" },
    { ...usual, region: "cn-north-1", endpoint: "https://logs.cn-north-1.amazonaws.com.cn" },
  ],
  [
    { AWS_REGION: "eusc-de-east-1" },
    { ...usual, region: "eusc-de-east-1", endpoint: "https://logs.eusc-de-east-1.amazonaws.eu" },
  ],
  ...["x-cn-1", "x-eusc-1"].map((region): [object, object] => [
    { AWS_REGION: region },
    { ...usual, region, endpoint: `https://logs.${region}.amazonaws.com` },
  ]),
  [{ AWS_ENDPOINT_URL: "http://a/" }, chosen("http://a")],
  [{ AWS_ENDPOINT_URL: "http://a", AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: "http://b/c" }, chosen("http://b/c")],
  [
    { AWS_USE_FIPS_ENDPOINT: "true", AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: "https://logs-fips.a" },
    chosen("https://logs-fips.a"),
  ],
])("what Lambda's variables and %j say of AWS", (more, read) => {
  expect(readAwsEnvironment("logs", "CloudWatch Logs", { ...variables, ...more })).toEqual(read);
});

test.each([
  ...Object.keys(variables).map((name): [object, RegExp] => [{ [name]: "" }, /AWS_REGION, .* is not configured$/]),
  [
    { AWS_USE_FIPS_ENDPOINT: "true" },
    /^AWS_USE_FIPS_ENDPOINT is not followed here: .* AWS_ENDPOINT_URL_CLOUDWATCH_LOGS$/,
  ],
  [
    { AWS_USE_DUALSTACK_ENDPOINT: "TRUE" },
    /^AWS_USE_DUALSTACK_ENDPOINT is not .* endpoint in AWS_ENDPOINT_URL_CLOUDWATCH_LOGS$/,
  ],
  ...["local", "localhost:4566", "https://"].map((chosen): [object, RegExp] => [
    { AWS_ENDPOINT_URL: chosen },
    /is no URL that begins with https:\/\/ or http:\/\/$/,
  ]),
] as const)("%j is refused with a sentence", (more, sentence) => {
  const read = (): unknown => readAwsEnvironment("logs", "CloudWatch Logs", { ...variables, ...more });
  expect(read).toThrow(NotConfigured);
  expect(read).toThrow(sentence);
});
