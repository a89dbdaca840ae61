import { expect, test } from "vitest";
import { readAwsEnvironment } from "./read-aws-environment.ts";

const variables = { AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "key" };
const credentials = { accessKeyId: "AKID", secretAccessKey: "key", sessionToken: undefined };
const endpoint = "https://ssm.eu-central-1.amazonaws.com";

test.each<[object, object]>([
  [{}, { region: "eu-central-1", credentials, endpoint }],
  [
    { AWS_SESSION_TOKEN: "t" },
    { region: "eu-central-1", credentials: { ...credentials, sessionToken: "t" }, endpoint },
  ],
  [
    { AWS_SESSION_TOKEN: "", AWS_ENDPOINT_URL: "" },
    { region: "eu-central-1", credentials, endpoint },
  ],
  [
    { AWS_REGION: "cn-north-1" },
    { region: "cn-north-1", credentials, endpoint: "https://ssm.cn-north-1.amazonaws.com.cn" },
  ],
  [{ AWS_ENDPOINT_URL: "http://a" }, { region: "eu-central-1", credentials, endpoint: "http://a" }],
  [
    { AWS_ENDPOINT_URL: "http://a", AWS_ENDPOINT_URL_SSM: "http://b" },
    { region: "eu-central-1", credentials, endpoint: "http://b" },
  ],
])("what Lambda's variables and %j say of AWS", (more, read) => {
  expect(readAwsEnvironment("ssm", { ...variables, ...more })).toEqual(read);
});

test.each(Object.keys(variables))("without %s nothing is said", (name) => {
  expect(readAwsEnvironment("ssm", { ...variables, [name]: "" })).toBeUndefined();
});
