import { describe, expect, test } from "vitest";
import { functionOperations } from "../functions/operations.ts";
import { callModel, idOf, jsonOf, webhookFunction } from "../testing/call-model.ts";
import { exampleProblems, type Schema, schemaProblems } from "../testing/shape-problems.ts";
import openapi from "./functions.json" with { type: "json" };

const schemas = openapi.components.schemas as unknown as Record<string, Schema>;
const resolve = (ref: string): Schema => schemas[ref.split("/").at(-1) ?? ""] ?? { type: `no schema ${ref}` };
const list = openapi.paths["/functions"];
const one = openapi.paths["/functions/{FUNCTION_ID}"];
const handlers = openapi.paths["/functions/{FUNCTION_ID}/handlers"];
const handler = openapi.paths["/functions/{FUNCTION_ID}/handlers/{FUNCTION_HANDLER_TYPE}"];
const createExamples = list.post.requestBody.content["application/json"].examples;

/** The fields of a documented `data` that are Cliq's to choose. */
const chosenByCliq = { id: expect.stringMatching(/^\d{17}$/), creator: { id: "64827311", name: "Jordan Ellis" } };

/** The functions of the handler examples: made like their names say, by the documented requests. */
function createdFor(example: string, options = {}) {
  const called = callModel(options);
  const form = /form/.test(example);
  const type = form ? "form" : /widget/.test(example) ? "widget_button" : "button";
  const execution = /webhook/.test(example) ? {} : { execution_type: "deluge", execution_url: undefined };
  const id = idOf(called.call("POST", "/functions", webhookFunction({ function_type: type, ...execution })));
  const main = form ? "form_submit_handler" : `${type}_handler`;
  return { ...called, id, handlerType: /form_(change|view)_handler/.exec(example)?.[0] ?? main };
}

describe("create", () => {
  const responses = list.post.responses["200"].content["application/json"];

  test.each(Object.keys(responses.examples) as (keyof typeof responses.examples)[])(
    "answers the documented request %s with the documented response, value by value",
    (name) => {
      const answer = callModel().call("POST", "/functions", createExamples[name].value);
      const documented = responses.examples[name].value;
      expect(answer.status).toBe(200);
      expect(jsonOf(answer)).toEqual({ ...documented, data: { ...documented.data, ...chosenByCliq } });
      expect(schemaProblems(responses.schema, jsonOf(answer), resolve)).toEqual([]);
    },
  );

  test("answers the documented widget button, for which no response is printed", () => {
    const answer = callModel().call("POST", "/functions", createExamples.widget_button_function.value);
    expect(answer.status).toBe(200);
    expect(exampleProblems(responses.examples.form_function.value, jsonOf(answer))).toEqual([]);
  });
});

describe("read", () => {
  test("list answers in the shape of the documented example and its schema", () => {
    const { call } = callModel();
    for (const { value } of Object.values(createExamples)) {
      if (!("execution_url" in value)) call("POST", "/functions", value);
    }
    const documented = list.get.responses["200"].content["application/json"];
    const page = jsonOf(call("GET", "/functions?limit=2"));
    expect(page["data"]).toHaveLength(2);
    expect(exampleProblems(documented.example, page)).toEqual([]);
    expect(schemaProblems(documented.schema, page, resolve)).toEqual([]);
    const synced = jsonOf(call("GET", `/functions?sync_token=${String(page["sync_token"])}`));
    expect(synced).toHaveProperty("deleted", []);
    expect(schemaProblems(documented.schema, synced, resolve)).toEqual([]);
  });

  test("the limits of the list are the documented ones", () => {
    const { schema } = list.get.parameters.find(({ name }) => name === "limit")!;
    expect(schema).toMatchObject({ default: 20, maximum: 50 });
  });

  test("get answers in the shape of the documented example and its schema", () => {
    const { call, id } = createdFor("button_deluge");
    const answer = jsonOf(call("GET", `/functions/${id}`));
    const documented = one.get.responses["200"].content["application/json"];
    expect(exampleProblems(documented.example, answer)).toEqual([]);
    expect(schemaProblems(documented.schema, answer, resolve)).toEqual([]);
    expect(answer["url"]).toBe(`/api/v3/functions/${id}`);
  });

  test("get handler answers with the documented example's values", () => {
    const { call, id } = createdFor("button_deluge");
    const path = `/functions/${id}/handlers/button_handler`;
    const documented = (schemas["FunctionHandlerDetailsResponse"] as { example: { data: { script: string } } }).example;
    call("PATCH", path, { script: documented.data.script });
    const answer = jsonOf(call("GET", path));
    expect(answer).toEqual({ ...documented, url: `/api/v3${path}` });
    const { schema } = handler.get.responses["200"].content["application/json"];
    expect(schemaProblems(schema, answer, resolve)).toEqual([]);
  });
});

describe("change", () => {
  const requests = one.patch.requestBody.content["application/json"].examples;
  const responses = one.patch.responses["200"].content["application/json"];

  test.each([
    ["update_details", "button_function_deluge"],
    ["update_webhook_url", "button_function_webhook"],
  ] as const)("answers the documented update %s with the documented response, value by value", (example, made) => {
    const { call } = callModel();
    const id = idOf(call("POST", "/functions", createExamples[made].value));
    const answer = jsonOf(call("PATCH", `/functions/${id}`, requests[example].value));
    const documented = responses.examples[example].value;
    expect(answer).toEqual({
      ...documented,
      url: `/api/v3/functions/${id}`,
      data: { ...documented.data, ...chosenByCliq },
    });
    expect(schemaProblems(responses.schema, answer, resolve)).toEqual([]);
  });

  const added = handlers.post.requestBody.content["application/json"].examples;
  test.each(Object.keys(added) as (keyof typeof added)[])(
    "answers the documented new handler %s in the shape of the documented response",
    (example) => {
      const { call, model, id } = createdFor(example);
      const answer = call("POST", `/functions/${id}/handlers`, added[example].value);
      expect(answer.status).toBe(200);
      const { examples } = handlers.post.responses["200"].content["application/json"];
      const shape = /webhook/.test(example) ? examples.button_handler_webhook : examples.button_handler_deluge;
      expect(exampleProblems(shape.value, jsonOf(answer))).toEqual([]);
      expect(jsonOf(answer)["url"]).toBe(shape.value.url);
      const { type, ...data } = added[example].value;
      expect(model.functions()[0]?.handlers.find((held) => held.type === type)).toMatchObject(data);
    },
  );

  const updates = handler.patch.requestBody.content["application/json"].examples;
  test.each(Object.keys(updates) as (keyof typeof updates)[])(
    "answers the documented handler update %s in the shape of the documented response",
    (example) => {
      const { call, id, handlerType } = createdFor(example);
      const data = /webhook/.test(example) ? { permissions: [] } : { script: "" };
      call("POST", `/functions/${id}/handlers`, { type: handlerType, ...data });
      const path = `/functions/${id}/handlers/${handlerType}`;
      const answer = jsonOf(call("PATCH", path, updates[example].value));
      expect(answer).toEqual({
        url: `/api/v3${path}`,
        type: "execution_handler",
        data: { name: handlerType, function_id: id, ...updates[example].value },
      });
      const documented = handler.patch.responses["200"].content["application/json"];
      const shape =
        documented.examples[/webhook/.test(example) ? "update_permissions_webhook" : "update_script_deluge"];
      expect(exampleProblems(shape.value, answer)).toEqual([]);
      expect(schemaProblems(documented.schema, answer, resolve)).toEqual([]);
    },
  );

  test("delete answers 204 without a body", () => {
    const { call, id } = createdFor("form");
    expect(Object.keys(one.delete.responses)).toContain("204");
    expect(call("DELETE", `/functions/${id}`)).toEqual({ status: 204, headers: {}, body: "" });
  });
});

describe("limits of the schemas", () => {
  const create = schemas["v3-function-create"]!;
  const texts = Object.entries(create.properties ?? {}).filter(([, property]) => property.maxLength !== undefined);
  const long = (key: string, length: number): string =>
    (key === "execution_url" ? "https://a.example/" : "").padEnd(length, "x");

  test.each(texts)(
    "create and update take %s at its maximum and refuse one character more",
    (key, { maxLength = 0 }) => {
      const { call } = callModel();
      const created = call("POST", "/functions", webhookFunction({ [key]: long(key, maxLength) }));
      expect(created.status).toBe(200);
      const tooLong = { [key]: long(key, maxLength + 1) };
      for (const answer of [
        call("POST", "/functions", webhookFunction({ name: "Other", ...tooLong })),
        call("PATCH", `/functions/${idOf(created)}`, tooLong),
      ]) {
        expect([answer.status, jsonOf(answer)["code"]]).toEqual([400, "invalid_inputs"]);
      }
    },
  );

  test("name, description and function_type are required and nothing else", () => {
    const deluge = { execution_type: undefined, execution_url: undefined };
    for (const key of Object.keys(create.properties ?? {})) {
      const { status } = callModel().call("POST", "/functions", webhookFunction({ ...deluge, [key]: undefined }));
      expect([key, status]).toEqual([key, create.required?.includes(key) ? 400 : 200]);
    }
  });

  test("create and update know exactly the documented keys", () => {
    const { call } = callModel();
    const id = idOf(call("POST", "/functions", webhookFunction()));
    expect(Object.keys(webhookFunction()).toSorted()).toEqual(Object.keys(create.properties ?? {}).toSorted());
    const taken = Object.entries(webhookFunction()).filter(
      ([key, value]) => call("PATCH", `/functions/${id}`, { [key]: value }).status === 200,
    );
    expect(taken.map(([key]) => key)).toEqual(Object.keys(schemas["v3-function-edit"]?.properties ?? {}));
  });

  test("every documented endpoint is served, with the documented scope, and no other", () => {
    type Documented = { [method: string]: { security: { Cliq_Auth: string[] }[] } };
    const documented = Object.entries(openapi.paths as Record<string, Documented>).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => [method.toUpperCase(), path, security[0]?.Cliq_Auth[0]]),
    );
    const ours = functionOperations.map(({ method, path, scope }) => [method, path, `ZohoCliq.${scope}`]);
    expect(ours.map(String).toSorted()).toEqual(documented.map(String).toSorted());
  });
});

test("the refusal by threshold is the documented one, word for word", () => {
  const { call } = callModel({ thresholds: { listFunctions: 0 } });
  const documented = list.get.responses["429"].content["application/json"].schema.properties.message.example;
  const answer = call("GET", "/functions");
  expect([answer.status, jsonOf(answer)]).toEqual([429, { message: documented }]);
});
