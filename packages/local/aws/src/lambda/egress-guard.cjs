// Preloaded into every function's process, its worker threads and the Node processes it starts: refuses each outgoing
// connection but those to the loopback. Programs that are not Node.js (a curl that a function starts) do not load it; they
// get a proxy that nobody runs, which most of them heed.
const childProcess = require("node:child_process");
const dgram = require("node:dgram");
const dns = require("node:dns");
const fs = require("node:fs");
const Module = require("node:module");
const net = require("node:net");
const workerThreads = require("node:worker_threads");

// The pipe to the platform, which the function's process shares with its worker threads; one that it starts has none.
const reportDescriptor = 3;
const reports = "local-aws reports";
if (process.env._LOCAL_AWS_REPORTS) workerThreads.setEnvironmentData(reports, true);
const actions = "local-aws actions";
if (process.env._LOCAL_AWS_ACTIONS) workerThreads.setEnvironmentData(actions, process.env._LOCAL_AWS_ACTIONS);
delete process.env._LOCAL_AWS_REPORTS;
delete process.env._LOCAL_AWS_ACTIONS;

const loopback = new net.BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");
// All spellings of an address are that address: ::ffff:7f00:1 is 127.0.0.1. Of names, only the one that no resolver gives away.
function isLoopback(host) {
  if (host === undefined || host === null || host === "") return true;
  if (typeof host !== "string") return false;
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  if (net.isIP(name)) return loopback.check(name, net.isIPv4(name) ? "ipv4" : "ipv6");
  return name === "localhost" || name === "localhost.";
}
// A socket of this machine; on Windows a pipe may be another machine's.
const isLocalPipe = (path) => !/^[\\/]{2}(?![.?][\\/])/.test(path) || process.platform !== "win32";

function refusal(host, port, scheme) {
  const where = net.isIPv6(host) ? `[${host}]` : host;
  const target =
    scheme === "https:"
      ? `https://${where}${port === 443 ? "" : `:${port}`}`
      : port === undefined
        ? where
        : `${where}:${port}`;
  const slug = process.env.ACTION_SLUG;
  const actionsFolder = workerThreads.getEnvironmentData(actions);
  const folder = `${typeof actionsFolder === "string" ? actionsFolder : "packages/actions/src"}/${slug}`;
  const advice = slug
    ? ` Declare the system in ${folder}/connections.ts, call it through connect(connections) and answer for it in ${folder}/fake.ts, or start with --allow-egress.`
    : " Point it at the loopback, or start with --allow-egress.";
  const message = `Refused to leave this machine for ${target}: a function that runs locally reaches only the loopback.${advice}`;
  const error = Object.assign(new Error(message), { code: "ERR_EGRESS_REFUSED", host, port });
  report({ host, ...(port !== undefined && { port }), reason: message });
  return error;
}

function report(event) {
  if (!workerThreads.getEnvironmentData(reports)) return;
  try {
    fs.writeSync(reportDescriptor, `${JSON.stringify(event)}\n`);
  } catch {
    // Nobody reads any more; the refusal stands.
  }
}

function replace(holder, name, toReplacement) {
  if (typeof holder[name] === "function") holder[name] = toReplacement(holder[name]);
}

// TCP, and with it TLS, HTTP/1.1, HTTP/2, fetch and WebSocket.
replace(
  net.Socket.prototype,
  "connect",
  (connect) =>
    function connectToLoopback(...args) {
      const options = Array.isArray(args[0]) ? args[0][0] : net._normalizeArgs(args)[0];
      if (options.path ? isLocalPipe(options.path) : isLoopback(options.host)) return connect.apply(this, args);
      const error = options.path
        ? refusal(options.path)
        : refusal(options.host, Number(options.port), this.encrypted === undefined ? undefined : "https:");
      this.connecting = true;
      process.nextTick(() => this.destroy(error));
      return this;
    },
);

// UDP. A text is the address in all arguments but the first of `send`, which is the message.
for (const [name, from] of [
  ["send", 1],
  ["connect", 0],
]) {
  replace(
    dgram.Socket.prototype,
    name,
    (original) =>
      function toLoopback(...args) {
        const at = args.findIndex((value, index) => index >= from && typeof value === "string");
        if (at === -1 || isLoopback(args[at])) return original.apply(this, args);
        const error = refusal(args[at], args[at - 1]);
        const callback = args.find((value) => typeof value === "function");
        process.nextTick(() => (callback ? callback(error) : this.emit("error", error)));
        return undefined;
      },
  );
}

// Names: but for the loopback's own and for addresses, an answer could only come from a name server.
const questions = Object.getOwnPropertyNames(dns.Resolver.prototype).filter((name) => /^(resolve|reverse)/.test(name));
function guardNames(holder, name, isPromise) {
  const needsNoServer = (host) =>
    (name.startsWith("lookup") && isLoopback(host)) || (name === "lookup" && net.isIP(host));
  replace(
    holder,
    name,
    (original) =>
      function ask(host, ...rest) {
        if (needsNoServer(host)) return original.call(this, host, ...rest);
        const error = refusal(String(host), name === "lookupService" ? rest[0] : undefined);
        if (isPromise) return Promise.reject(error);
        process.nextTick(() => rest.at(-1)(error));
        return undefined;
      },
  );
}
for (const name of ["lookup", "lookupService", ...questions]) {
  guardNames(dns, name, false);
  guardNames(dns.promises, name, true);
}
for (const name of questions) {
  guardNames(dns.Resolver.prototype, name, false);
  guardNames(dns.promises.Resolver.prototype, name, true);
}

// Below all of these: an address that the function's own code looked up.
const { UV_EACCES } = process.binding("uv");
function guardHandle({ prototype }, name, hostAt) {
  replace(
    prototype,
    name,
    (original) =>
      function toLoopback(...args) {
        const host = args[hostAt];
        if (typeof host !== "string" || isLoopback(host)) return original.apply(this, args);
        refusal(host, typeof args[hostAt + 1] === "number" ? args[hostAt + 1] : undefined);
        return UV_EACCES;
      },
  );
}
const { TCP } = process.binding("tcp_wrap");
const { UDP } = process.binding("udp_wrap");
for (const family of ["", "6"]) {
  guardHandle(TCP, `connect${family}`, 1);
  guardHandle(UDP, `connect${family}`, 0);
  guardHandle(UDP, `send${family}`, 4);
}

// A worker thread or process with options or an environment of its own is guarded all the same.
replace(
  workerThreads,
  "Worker",
  (Worker) =>
    class extends Worker {
      constructor(file, options = {}) {
        const { execArgv } = options;
        super(file, execArgv ? { ...options, execArgv: ["--require", __filename, ...execArgv] } : options);
      }
    },
);
const preload = `--require ${JSON.stringify(__filename)}`;
const proxy = "http://127.0.0.1:9";
const proxies = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
const toProxies = { ...Object.fromEntries(proxies.map((name) => [name, proxy])), no_proxy: "127.0.0.1,localhost,::1" };
function guardEnvironment(env) {
  if (env.NODE_OPTIONS?.includes(preload)) return env;
  const folder = workerThreads.getEnvironmentData(actions);
  return {
    ...env,
    ...toProxies,
    NO_PROXY: toProxies.no_proxy,
    ...(folder && { _LOCAL_AWS_ACTIONS: folder }),
    NODE_OPTIONS: `${preload} ${env.NODE_OPTIONS ?? ""}`.trim(),
  };
}
function guardSpawn(options) {
  const env = Object.fromEntries((options.envPairs ?? []).map((pair) => pair.split(/=(.*)/s)));
  return { ...options, envPairs: Object.entries(guardEnvironment(env)).map((entry) => entry.join("=")) };
}
replace(
  childProcess.ChildProcess.prototype,
  "spawn",
  (spawn) =>
    function spawnGuarded(options) {
      return spawn.call(this, guardSpawn(options));
    },
);
replace(process.binding("spawn_sync"), "spawn", (spawn) => (options) => spawn(guardSpawn(options)));
replace(
  process,
  "execve",
  (execve) =>
    (file, args, env = process.env) =>
      execve.call(process, file, args, guardEnvironment(env)),
);

Module.syncBuiltinESMExports();
