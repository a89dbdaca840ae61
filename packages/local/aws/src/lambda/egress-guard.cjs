// Preloaded into every function's process, its worker threads and the Node processes it starts: refuses each outgoing
// connection but those to the loopback. What is no Node.js program (a curl that a function starts) is not seen here.
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
delete process.env._LOCAL_AWS_REPORTS;

function isLoopback(host) {
  if (typeof host !== "string" || host === "") return host === undefined || host === null || host === "";
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/^::ffff:(?=\d)/, "");
  return name === "localhost" || name === "::1" || (net.isIPv4(name) && name.startsWith("127."));
}

function refusal(host, port, scheme) {
  const where = net.isIPv6(host) ? `[${host}]` : host;
  const target =
    scheme === "https:"
      ? `https://${where}${port === 443 ? "" : `:${port}`}`
      : port === undefined
        ? where
        : `${where}:${port}`;
  const slug = process.env.ACTION_SLUG;
  const folder = `packages/actions/src/${slug}`;
  const advice = slug
    ? ` Declare the system in ${folder}/connections.ts and answer for it in ${folder}/fake.ts, or start with --allow-egress.`
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

// TCP, and with it TLS, HTTP/1.1, HTTP/2, fetch and WebSocket.
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectToLoopback(...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : net._normalizeArgs(args)[0];
  if (options.path || isLoopback(options.host)) return connect.apply(this, args);
  const error = refusal(options.host, Number(options.port), this.encrypted === undefined ? undefined : "https:");
  this.connecting = true;
  process.nextTick(() => this.destroy(error));
  return this;
};

// UDP.
const { send, connect: connectDatagram } = dgram.Socket.prototype;
function guardDatagram(socket, original, args, from) {
  const at = args.findIndex((value, index) => index >= from && typeof value === "string");
  if (at === -1 || isLoopback(args[at])) return original.apply(socket, args);
  const error = refusal(args[at], args[at - 1]);
  const callback = args.find((value) => typeof value === "function");
  process.nextTick(() => (callback ? callback(error) : socket.emit("error", error)));
  return undefined;
}
dgram.Socket.prototype.send = function sendToLoopback(...args) {
  return guardDatagram(this, send, args, 1);
};
dgram.Socket.prototype.connect = function connectToLoopback(...args) {
  return guardDatagram(this, connectDatagram, args, 0);
};

// Names: an answer could only come from a name server.
const questions = Object.getOwnPropertyNames(dns.Resolver.prototype).filter((name) => /^(resolve|reverse)/.test(name));
function guardNames(holder, names, isPromise) {
  for (const name of names) {
    const original = holder[name];
    if (typeof original !== "function") continue;
    holder[name] = function askForLoopback(host, ...rest) {
      // A lookup of the loopback needs no name server; every other question is put to one.
      if (name.startsWith("lookup") && isLoopback(host)) return original.call(this, host, ...rest);
      if (name === "lookup" && net.isIP(host)) return original.call(this, host, ...rest);
      const error = refusal(String(host), name === "lookupService" ? rest[0] : undefined);
      if (isPromise) return Promise.reject(error);
      const callback = rest.at(-1);
      process.nextTick(() => callback(error));
      return undefined;
    };
  }
}
guardNames(dns, ["lookup", "lookupService", ...questions], false);
guardNames(dns.promises, ["lookup", "lookupService", ...questions], true);
guardNames(dns.Resolver.prototype, questions, false);
guardNames(dns.promises.Resolver.prototype, questions, true);

// Below all of these: a connection whose name was looked up by the function's own code.
guardBinding("tcp_wrap", "TCP", ["connect", "connect6"], 1);
guardBinding("udp_wrap", "UDP", ["connect", "connect6"], 0);
guardBinding("udp_wrap", "UDP", ["send", "send6"], 4);
function guardBinding(binding, className, names, hostAt) {
  const { prototype } = process.binding(binding)[className];
  for (const name of names) {
    const original = prototype[name];
    prototype[name] = function toLoopback(...args) {
      const host = args[hostAt];
      if (typeof host !== "string" || isLoopback(host)) return original.apply(this, args);
      refusal(host, undefined);
      return process.binding("uv").UV_EACCES;
    };
  }
}

// A worker or process with options or an environment of its own is guarded all the same.
const { Worker } = workerThreads;
workerThreads.Worker = class extends Worker {
  constructor(file, options = {}) {
    super(file, options.execArgv ? { ...options, execArgv: ["--require", __filename, ...options.execArgv] } : options);
  }
};
const preload = `--require ${JSON.stringify(__filename)}`;
const guardEnvironment = (env) =>
  env.NODE_OPTIONS?.includes(preload) ? env : { ...env, NODE_OPTIONS: `${preload} ${env.NODE_OPTIONS ?? ""}`.trim() };
const { spawn: spawnChild } = childProcess.ChildProcess.prototype;
childProcess.ChildProcess.prototype.spawn = function spawnGuarded(options) {
  return spawnChild.call(this, { ...options, envPairs: guardPairs(options.envPairs) });
};
function guardPairs(pairs) {
  const env = guardEnvironment(Object.fromEntries((pairs ?? []).map((pair) => pair.split(/=(.*)/s))));
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}
const synchronous = process.binding("spawn_sync");
const { spawn: spawnSync } = synchronous;
synchronous.spawn = (options) => spawnSync({ ...options, envPairs: guardPairs(options.envPairs) });
const { execve } = process;
if (execve) process.execve = (file, args, env = process.env) => execve.call(process, file, args, guardEnvironment(env));

Module.syncBuiltinESMExports();
