import { serveHttpApi } from "../http-api/serve-http-api.ts";
import { randomId } from "../random-id.ts";
import type { ResourceType } from "../stack/resource-type.ts";

/** `AWS::ApiGatewayV2::Api` for HTTP: a server on the loopback, whose origin is its ApiEndpoint. */
export const apiGatewayV2Api: ResourceType = {
  properties: ["ProtocolType"],
  ignored: ["Name", "Description", "DisableExecuteApiEndpoint", "Tags", "Version", "IpAddressType"],
  attributes: ["ApiEndpoint", "ApiId"],
  async create({ logicalId, stackName, properties }, { account, port }) {
    if (properties["ProtocolType"] !== "HTTP")
      throw new Error(
        `The API ${logicalId} speaks ${String(properties["ProtocolType"])}; local AWS serves HTTP APIs only.`,
      );
    const taken = [...account.httpApis.values()].some((api) => api.stackName === stackName);
    const api = await serveHttpApi(account, { apiId: randomId(10, "lower"), stackName, port: taken ? 0 : port });
    account.httpApis.set(api.apiId, api);
    return { physicalId: api.apiId, attributes: { ApiEndpoint: api.url, ApiId: api.apiId } };
  },
  update: (_resource, _deployment, { physicalId, attributes }) => ({ physicalId, attributes }),
  async delete({ physicalId }, { account }) {
    const api = account.httpApis.get(physicalId);
    account.httpApis.delete(physicalId);
    await api?.close();
  },
};
