// Preloaded into every function's process: answers to CloudFormation reach the local response URL.
// Widespread providers (cfn-response, those of the CDK itself) take only host and path from that URL and speak https to port 443;
// here nothing listens there, so exactly those requests go to the front door over plain http.
const Module = require("node:module");

const { hostname, port } = new URL(process.env._LOCAL_AWS_ENDPOINT);
delete process.env._LOCAL_AWS_ENDPOINT;

let isPatched = false;
const load = Module._load;
Module._load = function loadModule(request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request.replace("node:", "") === "https" && !isPatched) {
    isPatched = true;
    const { request: send } = loaded;
    loaded.request = (options, ...more) => {
      const isAnswer =
        options?.hostname === hostname && String(options.path).startsWith("/cloudformation-custom-resource-response/");
      return isAnswer ? require("node:http").request({ ...options, port }, ...more) : send(options, ...more);
    };
  }
  return loaded;
};
