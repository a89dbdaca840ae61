// Preloaded into every function's process: stands in for the compiled HTTP client of aws-lambda-ric (rapid-client.node),
// so that AWS's own runtime client runs unchanged on a machine without a compiler. It makes the same three Runtime API calls.
const http = require("node:http");
const Module = require("node:module");

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const invocation = "/2018-06-01/runtime/invocation";

// The compiled client posts an answer before it returns; here the next call waits for the post instead.
let posted = Promise.resolve();

function call(method, path, body, headers) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, method, path, agent, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString("utf8") }));
      response.on("error", reject);
    });
    // The platform is gone: there is nothing left to work for.
    request.on("error", () => process.exit(0));
    request.end(body);
  });
}

function post(requestId, outcome, body, headers = {}) {
  const bytes = Buffer.from(body, "utf8");
  posted = call("POST", `${invocation}/${requestId}/${outcome}`, bytes, {
    "Content-Type": "application/json",
    "Content-Length": bytes.length,
    ...headers,
  });
}

function errorTypeOf(body) {
  try {
    return String(JSON.parse(body).errorType).replaceAll(/[^\x20-\x7e]/g, "");
  } catch {
    return "Unhandled";
  }
}

const client = {
  async next() {
    await posted;
    const { headers, body } = await call("GET", `${invocation}/next`);
    return {
      bodyJson: body,
      headers: { ...headers, "lambda-runtime-deadline-ms": Number(headers["lambda-runtime-deadline-ms"]) },
    };
  },
  done: (requestId, body) => post(requestId, "response", body),
  error: (requestId, body) =>
    post(requestId, "error", body, { "Lambda-Runtime-Function-Error-Type": errorTypeOf(body) }),
};

const load = Module._load;
Module._load = function loadModule(request, ...rest) {
  return request.endsWith("rapid-client.node") ? client : load.call(this, request, ...rest);
};
