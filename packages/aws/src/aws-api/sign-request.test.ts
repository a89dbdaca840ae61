import fc from "fast-check";
import { expect, test } from "vitest";
import { expectedSignature } from "../testing/expected-signature.ts";
import { requestSigner } from "./sign-request.ts";

const place = { region: "us-east-1", endpoint: "", isChosen: false };
const example = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};
const ofS3 = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html, its test suite, and
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
test.each([
  [
    "get-vanilla of the test suite",
    { service: "service", credentials: example, at: "2015-08-30T12:36:00Z" },
    { method: "GET", url: "https://example.amazonaws.com/", headers: {}, body: "" },
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  ],
  [
    "post-vanilla of the test suite",
    { service: "service", credentials: example, at: "2015-08-30T12:36:00Z" },
    { method: "POST", url: "https://example.amazonaws.com/", headers: {}, body: "" },
    "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  ],
  [
    "post-x-www-form-urlencoded of the test suite",
    { service: "service", credentials: example, at: "2015-08-30T12:36:00Z" },
    {
      method: "POST",
      url: "https://example.amazonaws.com/",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "Param1=value1",
    },
    "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
  ],
  [
    "S3's GET Object",
    { service: "s3", credentials: ofS3, at: "2013-05-24T00:00:00Z" },
    {
      method: "GET",
      url: "https://examplebucket.s3.amazonaws.com/test.txt",
      headers: { range: "bytes=0-9" },
      body: "",
    },
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  ],
])("the signature is the one that AWS publishes: %s", async (_name, scope, request, signature) => {
  const sign = requestSigner(scope.service, { ...place, credentials: scope.credentials });
  const headers = await sign({ ...request, url: new URL(request.url) }, Date.parse(scope.at));
  expect(headers.authorization).toMatch(new RegExp(`Signature=${signature}$`));
});

const segment = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).filter((text) => !/^\.{1,2}$/.test(text));

test("the signature is the one that the documents ask for, for every request", async () => {
  const cases = fc.record({
    service: fc.constantFrom("ssm", "dynamodb", "sqs", "s3"),
    region: fc.constantFrom("us-east-1", "eu-central-1", "cn-north-1"),
    sessionToken: fc.option(fc.stringMatching(/^[A-Za-z0-9/+]{16,40}$/), { nil: undefined }),
    segments: fc.array(segment, { maxLength: 3 }),
    header: fc.stringMatching(/^[a-zA-Z0-9=;,. ]{0,20}$/),
    body: fc.string({ unit: "grapheme" }),
    at: fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ service, region, sessionToken, segments, header, body, at }) => {
      const credentials = { ...example, ...(sessionToken === undefined ? {} : { sessionToken }) };
      const url = new URL(`https://service.${region}.amazonaws.com/${segments.map(encodeURIComponent).join("/")}`);
      const sign = requestSigner(service, { ...place, region, credentials });
      const request = { method: "POST", url, headers: { "content-type": "x", "x-note": header }, body };
      const headers = await sign(request, at.getTime());
      expect(headers).toMatchObject({ host: url.host, ...(sessionToken && { "x-amz-security-token": sessionToken }) });
      const seen = { method: "POST", path: url.pathname, headers, body };
      expect(headers.authorization).toBe(expectedSignature(seen, example.secretAccessKey));
    }),
    { numRuns: 60 },
  );
});
