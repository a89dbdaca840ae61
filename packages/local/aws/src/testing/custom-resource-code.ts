/**
 * The code of a function that answers CloudFormation as its properties say, and prints each event as a line `EVENT {…}`:
 * `Https: true` answers over https to port 443 of the URL's host, as the widespread cfn-response does,
 * `Fail: "Create"` answers FAILED to that request type, `Silent` does not answer, `Throw` fails, `DelayMs` waits, `Id` becomes the physical id, `Data` the attributes.
 */
export const customResourceCode = `
const put = (url, body, headers = {}) => fetch(url, { method: "PUT", body: Buffer.from(body), headers: { "content-type": "", ...headers } });
const putOverHttps = (url, body) => new Promise((resolve, reject) => {
  const { hostname, pathname, search } = new URL(url);
  const options = { hostname, port: 443, path: pathname + search, method: "PUT", headers: { "content-type": "", "content-length": Buffer.byteLength(body) } };
  require("https").request(options, (response) => response.resume().once("end", resolve)).on("error", reject).end(body);
});
exports.handler = async (event) => {
  console.log("EVENT " + JSON.stringify({ ...event, Generation: process.env.GENERATION }));
  const { RequestType, ResourceProperties: wanted } = event;
  const includes = (list) => (list ?? "").split(",").includes(RequestType);
  if (wanted.DelayMs && RequestType !== "Delete") await new Promise((resolve) => setTimeout(resolve, Number(wanted.DelayMs)));
  if (includes(wanted.Throw)) throw new Error("broken provider");
  if (includes(wanted.Silent)) return;
  const failed = includes(wanted.Fail);
  const { StackId, RequestId, LogicalResourceId } = event;
  const answer = {
    Status: failed ? "FAILED" : "SUCCESS",
    Reason: failed ? "the provider said no" : undefined,
    PhysicalResourceId: wanted.Id ?? event.PhysicalResourceId ?? "made-" + LogicalResourceId,
    StackId, RequestId, LogicalResourceId,
    Data: wanted.Data ?? {},
  };
  if (wanted.Pad) answer.Data = { pad: "x".repeat(Number(wanted.Pad)) };
  if (wanted.WrongType) console.log("REFUSED " + (await put(event.ResponseURL, JSON.stringify(answer), { "content-type": "application/json" })).status);
  if (wanted.WrongSignature) console.log("REFUSED " + (await put(event.ResponseURL + "x", JSON.stringify(answer))).status);
  if (wanted.Https) return putOverHttps(event.ResponseURL, JSON.stringify(answer));
  const response = await put(event.ResponseURL, JSON.stringify(answer));
  if (!response.ok) throw new Error("response url answered " + response.status);
};`;
