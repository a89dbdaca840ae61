import { describe, expect, test } from "vitest";
import { callModel, idOf, jsonOf, webhookAction } from "../testing/call-model.ts";
import { exampleProblems, type Schema, schemaProblems } from "../testing/shape-problems.ts";
import openapi from "./messageactions.json" with { type: "json" };

const schemas = openapi.components.schemas as unknown as Record<string, Schema>;
const resolve = (ref: string): Schema => schemas[ref.split("/").at(-1) ?? ""] ?? { type: `no schema ${ref}` };
const list = openapi.paths["/messageactions"];
const one = openapi.paths["/messageactions/{MESSAGE_ACTION_ID}"];
const handler = openapi.paths["/messageactions/{MESSAGE_ACTION_ID}/handlers/{HANDLER_TYPE}"];

/** The fields of a documented `data` that are Cliq's to choose. */
const chosenByCliq = { id: expect.stringMatching(/^\d{17}$/), creator: { id: "64827311", name: "Jordan Ellis" } };

describe("create", () => {
  const requests = list.post.requestBody.content["application/json"].examples;
  const responses = list.post.responses["200"].content["application/json"].examples;

  test.each(Object.keys(responses) as (keyof typeof responses)[])(
    "answers the documented request %s with the documented response, value by value",
    (name) => {
      const answer = callModel().call("POST", "/messageactions", requests[name].value);
      const documented = responses[name].value;
      expect(answer.status).toBe(200);
      expect(jsonOf(answer)).toEqual({ ...documented, data: { ...documented.data, ...chosenByCliq } });
      expect(schemaProblems(resolve("MessageActionResponse"), jsonOf(answer), resolve)).toEqual([]);
    },
  );

  test("answers the documented personal action, for which no response is printed", () => {
    const answer = callModel().call("POST", "/messageactions", requests.personal_action.value);
    expect(answer.status).toBe(200);
    expect(exampleProblems(responses.deluge_action.value, jsonOf(answer))).toEqual([]);
  });
});

describe("read", () => {
  test("list answers in the shape of the documented example and its schema", () => {
    const { call } = callModel();
    for (const { value } of Object.values(list.post.requestBody.content["application/json"].examples)) {
      if (!("execution_url" in value)) call("POST", "/messageactions", value);
    }
    const { data, ...page } = jsonOf(call("GET", "/messageactions")) as { data: { scope: string }[] };
    const documented = list.get.responses["200"].content["application/json"];
    const withoutTeams = data.filter(({ scope }) => scope !== "team");
    expect(data).toHaveLength(3);
    expect(exampleProblems(documented.example, { ...page, data: withoutTeams })).toEqual([]);
    expect(schemaProblems(documented.schema, { ...page, data }, resolve)).toEqual([]);
  });

  test("get answers in the shape of the documented example and its schema", () => {
    const { call } = callModel();
    const id = idOf(
      call("POST", "/messageactions", { name: "A", hint: "B", scope: "organization", message_types: ["text"] }),
    );
    const answer = jsonOf(call("GET", `/messageactions/${id}`));
    const documented = one.get.responses["200"].content["application/json"];
    expect(exampleProblems(documented.example, answer)).toEqual([]);
    expect(schemaProblems(documented.schema, answer, resolve)).toEqual([]);
    expect(answer["url"]).toBe(`/api/v3/messageactions/${id}`);
  });

  test("get handler answers in the shape of the documented example and its schema", () => {
    const { call } = callModel();
    const id = idOf(call("POST", "/messageactions", { name: "A", hint: "B", message_types: ["text"] }));
    const answer = jsonOf(call("GET", `/messageactions/${id}/handlers/execution_handler`));
    const documented = handler.get.responses["200"].content["application/json"];
    expect(exampleProblems(documented.example, answer)).toEqual([]);
    expect(schemaProblems(documented.schema, answer, resolve)).toEqual([]);
  });
});

describe("change", () => {
  const requests = one.patch.requestBody.content["application/json"].examples;
  const responses = one.patch.responses["200"].content["application/json"];

  test.each([
    ["update_details", "update_all_fields"],
    ["update_scope_to_team", "update_scope_to_team"],
  ] as const)("answers the documented update %s with the documented response's values", (request, response) => {
    const { call } = callModel();
    const documented = responses.examples[response].value;
    const { name, hint } = documented.data;
    const id = idOf(call("POST", "/messageactions", { name, hint, scope: "organization", message_types: ["text"] }));
    const sent = requests[request].value;
    const answer = call("PATCH", `/messageactions/${id}`, sent);
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toEqual({
      ...documented,
      url: `/api/v3/messageactions/${id}`,
      data: { ...documented.data, ...chosenByCliq, ...sent },
    });
    expect(schemaProblems(responses.schema, jsonOf(answer), resolve)).toEqual([]);
  });

  test("answers the documented update of the execution URL, leaving every other field", () => {
    const { call } = callModel();
    const created = call("POST", "/messageactions", webhookAction());
    const before = jsonOf(created)["data"] as object;
    const answer = call("PATCH", `/messageactions/${idOf(created)}`, requests.update_webhook_url.value);
    expect(jsonOf(answer)["data"]).toEqual({ ...before, ...requests.update_webhook_url.value });
  });

  test.each([
    ["update_script_deluge", "deluge"],
    ["update_permissions_webhook", "webhook"],
  ] as const)("answers the documented handler update %s with the documented response's values", (example, type) => {
    const { call } = callModel();
    const action = type === "webhook" ? webhookAction() : { name: "A", hint: "B", message_types: ["text"] };
    const id = idOf(call("POST", "/messageactions", action));
    const path = `/messageactions/${id}/handlers/execution_handler`;
    const sent = handler.patch.requestBody.content["application/json"].examples[example].value;
    const documented = handler.patch.responses["200"].content["application/json"];
    const answer = jsonOf(call("PATCH", path, sent));
    const { value } = documented.examples[example];
    expect(answer).toEqual({ ...value, url: `/api/v3${path}`, data: { ...value.data, function_id: id } });
    expect(schemaProblems(documented.schema, answer, resolve)).toEqual([]);
  });

  test("delete answers 204 without a body", () => {
    const { call } = callModel();
    const id = idOf(call("POST", "/messageactions", webhookAction()));
    expect(Object.keys(one.delete.responses)).toContain("204");
    expect(call("DELETE", `/messageactions/${id}`)).toEqual({ status: 204, headers: {}, body: "" });
  });
});

test("the refusal by threshold is the documented one, word for word", () => {
  const { call } = callModel({ thresholds: { listActions: 0 } });
  const documented = list.get.responses["429"].content["application/json"].schema.properties.message.example;
  const answer = call("GET", "/messageactions");
  expect(answer.status).toBe(429);
  expect(jsonOf(answer)).toEqual({ message: documented });
});

describe("limits of the schemas", () => {
  const create = schemas["v3-msgaction-create"]!;
  const texts = Object.entries(create.properties ?? {}).filter(([, property]) => property.maxLength !== undefined);
  const long = (key: string, length: number): string =>
    (key === "execution_url" ? "https://a.example/" : "").padEnd(length, "x");

  test.each(texts)(
    "create and update take %s at its maximum and refuse one character more",
    (key, { maxLength = 0 }) => {
      const { call } = callModel();
      const created = call("POST", "/messageactions", webhookAction({ [key]: long(key, maxLength) }));
      expect(created.status).toBe(200);
      const tooLong = { [key]: long(key, maxLength + 1) };
      for (const answer of [
        call("POST", "/messageactions", webhookAction({ name: "Other", ...tooLong })),
        call("PATCH", `/messageactions/${idOf(created)}`, tooLong),
      ]) {
        expect([answer.status, jsonOf(answer)["code"]]).toEqual([400, "invalid_inputs"]);
      }
    },
  );

  test("create takes every documented value of every enum and no other", () => {
    for (const [key, property] of Object.entries(create.properties ?? {})) {
      const values = property.enum ?? property.items?.enum;
      if (values === undefined) continue;
      for (const value of [...values, "nonsense"]) {
        const field = { [key]: property.items ? [value] : value, team_ids: value === "team" ? [1] : [] };
        const url = value === "deluge" ? { execution_url: undefined } : {};
        const answer = callModel().call("POST", "/messageactions", webhookAction({ ...field, ...url }));
        const expected = value === "nonsense" ? [400, "input_pattern_mismatch"] : [200, undefined];
        expect([key, value, answer.status, jsonOf(answer)["code"]]).toEqual([key, value, ...expected]);
      }
    }
  });

  test("create knows exactly the documented keys, and update those without execution_type", () => {
    const { call } = callModel();
    const id = idOf(call("POST", "/messageactions", webhookAction()));
    const samples: Record<string, unknown> = {
      ...webhookAction(),
      team_ids: [],
      multi_selectable: true,
      image: "aGVsbG8=",
    };
    expect(Object.keys(samples).toSorted()).toEqual(Object.keys(create.properties ?? {}).toSorted());
    const extra = Object.entries(samples).filter(
      ([key, value]) => jsonOf(call("PATCH", `/messageactions/${id}`, { [key]: value }))["code"] === "extra_key_found",
    );
    expect(extra.map(([key]) => key)).toEqual(["execution_type"]);
    expect(Object.keys(schemas["v3-msgaction-edit"]?.properties ?? {})).not.toContain("execution_type");
  });
});
