// The package's front door: what an action's author, the edge and the tools may use.
export type { AbortSignalLike } from "./abort-signal.ts";
export type { Connection, ConnectionRequest, ConnectionResponse, ConnectionsOf } from "./connection/connection.ts";
export { type ConnectionDeclaration, type Connections, defineConnections } from "./connection/define-connections.ts";
export { type Background, backgroundLimits, type BackgroundSettings } from "./declaration/background.ts";
export { type Compute, computeLimits } from "./declaration/compute.ts";
export type { Audience, Declaration, DelugeDeclaration } from "./declaration/declaration.ts";
export { type DelugeAction, defineDelugeAction } from "./declaration/define-deluge-action.ts";
export {
  type AnyMessageAction,
  defineMessageAction,
  type MessageAction,
  type MessageActionDefinition,
} from "./declaration/define-message-action.ts";
export type { FunctionDeclaration } from "./declaration/function-declaration.ts";
export {
  type FunctionHandlerName,
  functionHandlers,
  type FunctionPermission,
  type FunctionType,
  mainHandlers,
} from "./function-handlers.ts";
export { declarationLimits } from "./declaration/limits.ts";
export {
  type ActionAssets,
  type AssetReference,
  type Manifest,
  type ManifestAction,
  type ManifestFunction,
  toManifestAction,
  toManifestFunction,
} from "./declaration/manifest.ts";
export type { RegistrationPolicy, RemovalPolicy } from "./declaration/registration-policy.ts";
export type { MessageType, Permission, Scope } from "./vocabulary.ts";
export { ActionsError } from "./errors/actions-error.ts";
export { InvalidDeclaration } from "./errors/invalid-declaration.ts";
export { InvalidReply } from "./errors/invalid-reply.ts";
export { MalformedInvocation } from "./errors/malformed-invocation.ts";
export { NotAllowed } from "./errors/not-allowed.ts";
export { UpstreamFailed } from "./errors/upstream-failed.ts";
export { UserError } from "./errors/user-error.ts";
export type { FieldChange, FieldChanges } from "./form/field-changes.ts";
export { defineForm, type Form } from "./form/define-form.ts";
export type {
  Cancellation,
  FormChange,
  FormDefinition,
  FormSearch,
  Submission,
  SubmitAnswer,
} from "./form/form-definition.ts";
export type { Choice, Choices, FormInput, FormInputs } from "./form/form-input.ts";
export type { FormFile, FormMoment, FormPlace, FormValues } from "./form/form-values.ts";
export type { ButtonDefinition, Click } from "./functions/button-definition.ts";
export { defineButton, type FunctionButton } from "./functions/define-button.ts";
export type { FunctionCall } from "./invocation/function-call.ts";
export type { ActedMessage } from "./functions/granted.ts";
export { edit, type MessageEdit } from "./functions/message-edit.ts";
export type { HttpResponse } from "./http.ts";
export type { Attachment, Chat, Location } from "./invocation/context.ts";
export type { Invocation, InvocationBase } from "./invocation/invocation.ts";
export type { AttachmentMessage, LinkMessage, MessageFile, MessageOf, TextMessage } from "./invocation/message.ts";
export { type Envelope, expectMessageAction, parseEnvelope } from "./invocation/parse-envelope.ts";
export { type LateReply, parseLateReply } from "./invocation/parse-late-reply.ts";
export { type Delivery, type InvocationShape, parseInvocation } from "./invocation/parse-invocation.ts";
export type { ChatMember, Mention, Person, PersonIdType, User } from "./invocation/person.ts";
export { onlyFor } from "./policy/only-for.ts";
export type { Policy } from "./policy/policy.ts";
export type { NeededBy, RuleName, Rules } from "./policy/rules.ts";
export { banner, type BannerStatus } from "./reply/banner.ts";
export { asBot, type BotIdentity } from "./reply/as-bot.ts";
export type { Button } from "./reply/button.ts";
export {
  copyText,
  type DeviceAddresses,
  openUrl,
  openUrlByDevice,
  previewUrl,
  type SystemCall,
  systemCall,
} from "./reply/buttons.ts";
export { type Confirmation, confirmation, type ConfirmationContent } from "./reply/confirmation.ts";
export { toResponseBody } from "./reply/envelope.ts";
export { graph, type GraphCategory, type GraphOptions, type GraphPreview } from "./reply/graph.ts";
export { instantButtons } from "./reply/instant-buttons.ts";
export { replyLimits } from "./reply/limits.ts";
export { excerpt, type Markup, markup, type ReplyText } from "./reply/markup.ts";
export { mention, type Mentioned, quietMention } from "./reply/mention.ts";
export { card, type CardContent, type CardTheme, type MessageParts, text } from "./reply/message.ts";
export { percentageChart, type PercentageChartOptions, type PercentageChartPreview } from "./reply/percentage-chart.ts";
export { poll, type PollContent } from "./reply/poll.ts";
export { prompt, type PromptContent } from "./reply/prompt.ts";
export type { Reply } from "./reply/reply.ts";
export { type CardSection, sectionedCard, type SectionedCardContent } from "./reply/sectioned-card.ts";
export type { Slide, SlideType } from "./reply/slide.ts";
export { fillSlots, hasSlots, type Slot } from "./reply/slots.ts";
export { images, label, list, paragraph, table } from "./reply/slides.ts";
export { styleTable, type TableStyles } from "./reply/style-table.ts";
export type { ButtonOptions } from "./reply/to-button.ts";
export { cutGraphemes, cutText } from "./text/cut-text.ts";
export { findNames, isWordCharacter, type Name } from "./text/find-names.ts";
export { formatTime, toIsoTime } from "./text/format-time.ts";
export { headline } from "./text/headline.ts";
export { isBlank } from "./text/is-blank.ts";
export { shareSpace } from "./text/share-space.ts";
