import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type LambdaProcess, startLambda, usualClicks } from "@cliq-actions/aws/testing/lambda-process";
import { type RunningFake, startFake } from "@cliq-actions/local-aws/define-fakes";
import { afterAll, beforeAll, expect, test } from "vitest";
import fakes from "./fake.ts";

/** Parameter Store, with one secret. */
const store = createServer((_request, response) => {
  response.end(JSON.stringify({ Parameter: { Value: statusPage.secret } }));
});
let statusPage: RunningFake;
let lambda: LambdaProcess;
beforeAll(async () => {
  statusPage = await startFake(fakes.connections.statusPage);
  store.listen(0, "127.0.0.1");
  await once(store, "listening");
  lambda = startLambda(import.meta.resolve("./lambda.ts"), {
    AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(store.address() as AddressInfo).port}`,
    PARAMETER_PREFIX: "/test",
    CONNECTION_ORIGINS: JSON.stringify({ statusPage: statusPage.origin }),
  });
});
afterAll(async () => {
  lambda.kill();
  await statusPage.close();
  store.close();
});

test("what people write in six scripts makes no object of Intl", async () => {
  const answers = await lambda.deliver(...usualClicks());
  for (const { body } of answers) expect(body).toContain('"title":"Published on the status page"');
  expect(lambda.intl()).toEqual([]);
});
