// The package's front door: what an action's author, the edge and the tools may use.
export type { AbortSignalLike, Connection, ConnectionRequest, ConnectionResponse } from "./connection/connection.ts";
export { type ConnectionDeclaration, type Connections, defineConnections } from "./connection/define-connections.ts";
export type { AnyMessageAction, Declaration, MessageAction } from "./declaration/define-message-action.ts";
export { defineMessageAction } from "./declaration/define-message-action.ts";
export { type DelugeAction, defineDelugeAction } from "./declaration/define-deluge-action.ts";
export { functionHandlers, mainHandlers } from "./declaration/function-declaration.ts";
export { declarationLimits } from "./declaration/limits.ts";
export type {
  ActionAssets,
  AssetReference,
  Manifest,
  ManifestAction,
  ManifestFunction,
} from "./declaration/manifest.ts";
export { toManifestAction, toManifestFunction } from "./declaration/manifest.ts";
export type { MessageType, Permission, Scope } from "./declaration/vocabulary.ts";
export { ActionsError } from "./errors/actions-error.ts";
export { InvalidDeclaration } from "./errors/invalid-declaration.ts";
export { MalformedInvocation } from "./errors/malformed-invocation.ts";
export { UpstreamFailed } from "./errors/upstream-failed.ts";
export { UserError } from "./errors/user-error.ts";
export type { HttpRequest, HttpResponse } from "./http.ts";
export type { Invocation, InvocationBase } from "./invocation/invocation.ts";
export type { AttachmentMessage, LinkMessage, MessageOf, Person, TextMessage } from "./invocation/message.ts";
export { type Envelope, parseEnvelope } from "./invocation/parse-envelope.ts";
export { type Delivery, type InvocationShape, parseInvocation } from "./invocation/parse-invocation.ts";
export { banner } from "./reply/banner.ts";
export { copyText, openUrl, systemCall } from "./reply/button.ts";
export { toResponseBody } from "./reply/envelope.ts";
export { excerpt, markup, type Markup } from "./reply/markup.ts";
export { card, type Reply, text } from "./reply/reply.ts";
export { images, label, list, paragraph, table } from "./reply/slide.ts";
export { cutText } from "./text/cut-text.ts";
export { formatTime, toIsoTime } from "./text/format-time.ts";
export { nameMentions } from "./text/name-mentions.ts";
