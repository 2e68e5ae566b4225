# Written by `npm run openapi` from openapi.json. Change the route table instead.
from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal, TypedDict

if sys.version_info >= (3, 11):
    from typing import NotRequired
elif TYPE_CHECKING:
    from typing_extensions import NotRequired

ProblemCode = Literal[
    "account_closed",
    "account_suspended",
    "admin_required",
    "agent_name_taken",
    "already_member",
    "body_too_large",
    "campaign_limit_reached",
    "campaign_not_running",
    "change_too_large",
    "concurrency_allocation_exceeded",
    "concurrency_limit_reached",
    "email_not_verified",
    "environment_draining",
    "environment_has_active_calls",
    "environment_limit_reached",
    "environment_name_taken",
    "environment_paused",
    "idempotency_key_reused",
    "in_use",
    "invalid_cursor",
    "invalid_idempotency_key",
    "invalid_input",
    "invalid_transition",
    "invitation_email_mismatch",
    "invitation_expired",
    "invitation_pending",
    "invitation_revoked",
    "invitation_used",
    "last_admin",
    "last_environment",
    "last_visible_environment",
    "lease_expired",
    "limit_reached",
    "malformed_json",
    "not_found",
    "number_taken",
    "operator_required",
    "person_required",
    "plan_below_allocation",
    "rate_limited",
    "rotation_in_progress",
    "stale_version",
    "temporarily_unavailable",
    "unauthenticated",
    "unsupported_media_type",
    "user_limit_reached",
    "webhook_disabled",
    "wrong_credential",
]
"""The values of a problem's `code`; more may be added."""


class AccountPlan(TypedDict):
    name: str
    maxConcurrentCalls: int


class Account(TypedDict):
    id: str
    name: str
    status: Literal["active", "suspended", "closed"]
    """`suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days."""
    plan: AccountPlan
    allocatedConcurrentCalls: int
    unallocatedConcurrentCalls: int
    environmentCount: int
    userCount: int
    createdAt: str
    updatedAt: str


class AccountUsageTotals(TypedDict):
    started: int
    """Calls that started in it, including those that are still live"""
    refused: int
    """Starts refused in it because the limit was reached"""
    expired: int
    """Calls that started in it and whose lease expired: they are included in `started`"""
    minutes: float
    """The minutes of the calls that started in it and have ended, to five decimal places"""
    peak: int
    """The highest peak of any one environment: peaks of different environments may not coincide"""


class AccountUsageEnvironmentsItem(TypedDict):
    environmentId: str
    name: str
    status: Literal["active", "deleted"]
    started: int
    """Calls that started in it, including those that are still live"""
    refused: int
    """Starts refused in it because the limit was reached"""
    expired: int
    """Calls that started in it and whose lease expired: they are included in `started`"""
    minutes: float
    """The minutes of the calls that started in it and have ended, to five decimal places"""
    peak: int
    """The most calls that were live at once"""


class AccountUsagePurged(TypedDict):
    started: int
    """Calls that started in it, including those that are still live"""
    refused: int
    """Starts refused in it because the limit was reached"""
    expired: int
    """Calls that started in it and whose lease expired: they are included in `started`"""
    minutes: float
    """The minutes of the calls that started in it and have ended, to five decimal places"""
    peak: int
    """The highest peak of any one environment: peaks of different environments may not coincide"""


AccountUsage = TypedDict(
    "AccountUsage",
    {
        "from": 'str',
        "to": 'str',
        "granularity": 'Literal["hour", "day"]',
        "items": 'list[AccountUsagePeriod]',
        "totals": 'AccountUsageTotals',
        "environments": 'list[AccountUsageEnvironmentsItem]',
        "purged": 'NotRequired[AccountUsagePurged]',
    },
)


class AccountUsagePeriod(TypedDict):
    at: str
    """When the hour or day began"""
    started: int
    """Calls that started in it, including those that are still live"""
    refused: int
    """Starts refused in it because the limit was reached"""
    expired: int
    """Calls that started in it and whose lease expired: they are included in `started`"""
    minutes: float
    """The minutes of the calls that started in it and have ended, to five decimal places"""
    peak: int
    """The highest peak of any one environment: peaks of different environments may not coincide"""


class Agent(TypedDict):
    id: str
    name: str
    description: str
    language: str
    voice: str
    greeting: str
    """The first thing it says"""
    prompt: str
    createdAt: str
    updatedAt: str


class Alerts(TypedDict):
    nearPercent: int | None
    """Alert when this percentage of the limit is in use, for example 80; null: never"""
    refusals: bool
    """Alert when a start was refused because a limit was reached"""
    expiredCalls: int | None
    """Alert when this many leases expire within an hour, for example 10; null: never"""
    mailTo: list[str]
    """The Admins who get the mails"""


class ApiKey(TypedDict):
    id: str
    masked: str
    createdAt: str
    lastUsedAt: str | None
    expiresAt: str | None
    createdBy: str


class AuditEventActor(TypedDict):
    type: Literal["user", "serviceAccount", "apiKey", "operator", "system"]
    id: str
    email: NotRequired[str]


class AuditEventTarget(TypedDict):
    type: str
    id: str
    name: NotRequired[str]


class AuditEvent(TypedDict):
    id: str
    at: str
    actor: AuditEventActor
    action: Literal["account.created", "account.updated", "account.suspended", "account.closed", "account.resumed", "account.reconciled", "plan.changed", "environment.created", "environment.updated", "environment.draining", "environment.deleted", "environment.restored", "environment.purged", "environment.reconciled", "concurrency.reallocated", "settings.updated", "agent.created", "agent.updated", "agent.deleted", "number.created", "number.updated", "number.deleted", "campaign.created", "campaign.updated", "campaign.contacts_replaced", "campaign.deleted", "webhook.created", "webhook.updated", "webhook.disabled", "webhook.delivery_resent", "webhook.deliveries_resent", "webhook.secret_rotated", "webhook.deleted", "call.released", "api_key.rotated", "api_key.revoked", "service_account.created", "service_account.updated", "service_account.secret_rotated", "service_account.deleted", "user.updated", "user.removed", "user.forgotten", "invitation.created", "invitation.updated", "invitation.resent", "invitation.revoked", "invitation.accepted"]
    target: AuditEventTarget
    before: NotRequired[dict[str, Any]]
    after: NotRequired[dict[str, Any]]
    requestId: str


class Call(TypedDict):
    id: str
    environmentId: str
    status: Literal["active"]
    direction: Literal["inbound", "outbound"]
    agentId: NotRequired[str]
    numberId: NotRequired[str]
    campaignId: NotRequired[str]
    reference: NotRequired[str]
    """The caller's own reference, for example a provider's call id: 1 to 128 visible ASCII characters"""
    startedAt: str
    leaseExpiresAt: str


class Campaign(TypedDict):
    id: str
    name: str
    agentId: str
    numberId: str
    status: Literal["draft", "running", "paused", "completed"]
    maxConcurrentCalls: int | None
    """How many of its calls may run at once while it runs, within the limit of the environment; or null"""
    contactCount: int
    createdAt: str
    updatedAt: str


class ConcurrencyPlan(TypedDict):
    name: str
    maxConcurrentCalls: int


class ConcurrencyEnvironmentsItem(TypedDict):
    environmentId: str
    name: str
    hidden: bool
    maxConcurrentCalls: int
    allocatedConcurrentCalls: int
    activeCalls: int
    peak24h: int
    """The most calls that were live at once in the last 24 hours"""
    refused24h: int
    """The starts refused in the last 24 hours because the limit was reached"""


class Concurrency(TypedDict):
    plan: ConcurrencyPlan
    allocated: int
    unallocated: int
    activeCalls: int
    environments: list[ConcurrencyEnvironmentsItem]


class Contact(TypedDict):
    e164: str
    name: str | None


class ContestedNumberOtherAccountsItem(TypedDict):
    id: str
    name: str
    status: Literal["active", "suspended", "closed"]
    """`suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days."""


class ContestedNumber(TypedDict):
    e164: str
    numberId: str
    environmentId: str
    otherAccounts: list[ContestedNumberOtherAccountsItem]


class DeliveryAttemptsItem(TypedDict):
    at: str
    durationMilliseconds: int
    status: int | None
    """The HTTP status of the answer; null if there was none"""
    error: NotRequired[str]
    """Why there was no answer"""
    responseBody: NotRequired[str]
    """The first 1,024 bytes of the answer"""


class Delivery(TypedDict):
    id: str
    eventId: str
    eventType: Literal["call.started", "call.ended", "limit.reached", "limit.near", "environment.updated", "webhook.test"]
    status: Literal["pending", "delivered", "failed"]
    payload: Any
    """The body that is sent"""
    attempts: list[DeliveryAttemptsItem]
    """The last ten, the oldest first"""
    attemptCount: int
    nextAttemptAt: str | None
    createdAt: str


class EndedCall(TypedDict):
    id: str
    environmentId: str
    status: Literal["ended"]
    direction: Literal["inbound", "outbound"]
    agentId: NotRequired[str]
    numberId: NotRequired[str]
    campaignId: NotRequired[str]
    reference: NotRequired[str]
    """The caller's own reference, for example a provider's call id: 1 to 128 visible ASCII characters"""
    startedAt: str
    endedAt: str
    durationSeconds: float
    outcome: Literal["ended", "expired", "drained", "released"]
    """`ended` by its holder; `expired`, because no heartbeat came before its lease ended; `drained`, ended by its holder while its environment was being deleted; `released` by an Admin"""
    endReason: NotRequired[str]
    """Why the call ended, for example `completed`, `no_answer`, `busy`, `failed`"""


class EnvironmentApiKey(TypedDict):
    id: str
    masked: str
    createdAt: str
    lastUsedAt: str | None
    expiresAt: str | None
    """When it stops working. In the past: it was the last one, and the environment has no active key"""


class Environment(TypedDict):
    id: str
    name: str
    apiKey: EnvironmentApiKey
    maxConcurrentCalls: int
    allocatedConcurrentCalls: int
    """How many calls of the plan the environment holds: its limit, or more while calls above a lowered limit are still running"""
    reservedInboundCalls: int
    """How many of the concurrent calls are for inbound ones only"""
    hidden: bool
    paused: bool
    """Whether starts are refused until an Admin ends the pause"""
    critical: bool
    """Whether people should be asked twice: the console asks for its name before anything destructive"""
    status: Literal["active", "draining", "deleted"]
    """`draining`: being deleted, which happens when its last call ends"""
    createdAt: str
    updatedAt: str
    deletedAt: NotRequired[str]
    """Set while the environment is draining, and once it is deleted"""
    restorableUntil: NotRequired[str]


class EnvironmentWithKeyApiKey(TypedDict):
    id: str
    masked: str
    secret: str | None
    """Shown this once"""
    secretAvailable: bool


class EnvironmentWithKey(TypedDict):
    environment: Environment
    apiKey: EnvironmentWithKeyApiKey


class ExposureItemsItem(TypedDict):
    environmentId: str
    environmentName: str
    keyId: str
    masked: str
    shownAt: str


class ExposureServiceAccountsItem(TypedDict):
    serviceAccountId: str
    name: str
    role: Literal["admin", "member"]
    masked: str
    shownAt: str


class ExposureWebhooksItem(TypedDict):
    environmentId: str
    environmentName: str
    webhookId: str
    url: str
    description: str
    shownAt: str


class Exposure(TypedDict):
    items: list[ExposureItemsItem]
    """API keys of environments"""
    serviceAccounts: list[ExposureServiceAccountsItem]
    """Secrets of service accounts. They manage the account with the role"""
    webhooks: list[ExposureWebhooksItem]
    """Signing secrets of webhooks. Whoever has one can sign what looks like an event"""


class InspectedAccountPlan(TypedDict):
    name: str
    maxConcurrentCalls: int


class InspectedAccountUsage(TypedDict):
    month: str
    started: int
    """Calls that started in it, including those that are still live"""
    refused: int
    """Starts refused in it because the limit was reached"""
    expired: int
    """Calls that started in it and whose lease expired: they are included in `started`"""
    minutes: float
    """The minutes of the calls that started in it and have ended, to five decimal places"""
    peak: int
    """The most calls that were live at once"""


class InspectedAccount(TypedDict):
    id: str
    name: str
    status: Literal["active", "suspended", "closed"]
    """`suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days."""
    plan: InspectedAccountPlan
    allocatedConcurrentCalls: int
    unallocatedConcurrentCalls: int
    environmentCount: int
    userCount: int
    createdAt: str
    updatedAt: str
    statusReason: str | None
    """Why it is suspended or closed"""
    statusSince: str | None
    """Since when it is"""
    purgeAt: str | None
    """When a closed account is removed for good"""
    createdBy: str
    members: list[User]
    environments: list[Environment]
    usage: InspectedAccountUsage


class Invitation(TypedDict):
    id: str
    email: str
    role: Literal["admin", "member"]
    status: Literal["pending", "expired", "revoked", "accepted"]
    invitedBy: str
    sentAt: str
    expiresAt: str


class Me(TypedDict):
    userId: str
    email: str
    name: str
    memberships: list[Membership]
    """The first 100"""


class Membership(TypedDict):
    accountId: str
    accountName: str
    role: Literal["admin", "member"]


class NewAccountPlan(TypedDict):
    name: str
    maxConcurrentCalls: int


class NewAccountApiKey(TypedDict):
    id: str
    masked: str
    secret: str | None
    """Shown this once"""
    secretAvailable: bool


class NewAccount(TypedDict):
    id: str
    name: str
    status: Literal["active", "suspended", "closed"]
    """`suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days."""
    plan: NewAccountPlan
    allocatedConcurrentCalls: int
    unallocatedConcurrentCalls: int
    environmentCount: int
    userCount: int
    createdAt: str
    updatedAt: str
    environment: Environment
    apiKey: NewAccountApiKey


class Number(TypedDict):
    id: str
    e164: str
    label: str
    inboundAgentId: str | None
    """The agent that takes calls to this number"""
    createdAt: str
    updatedAt: str


class OwnConcurrencyOutbound(TypedDict):
    maxConcurrentCalls: int
    activeCalls: int


class OwnConcurrencyCampaignsItem(TypedDict):
    campaignId: str
    maxConcurrentCalls: int
    activeCalls: int


class OwnConcurrency(TypedDict):
    maxConcurrentCalls: int
    activeCalls: int
    availableCalls: int
    """How many more calls may start, if no other limit is reached; 0 while all starts are refused"""
    paused: bool
    """Whether starts are refused until an Admin ends the pause"""
    outbound: OwnConcurrencyOutbound
    """Outbound calls: the limit less the slots reserved for inbound ones"""
    campaigns: list[OwnConcurrencyCampaignsItem]
    """Running campaigns with a limit of their own"""


class RotatedApiKey(TypedDict):
    id: str
    masked: str
    createdAt: str
    lastUsedAt: str | None
    expiresAt: str | None
    createdBy: str
    secret: str | None
    """Shown this once"""
    secretAvailable: bool


class SentInvitation(TypedDict):
    id: str
    email: str
    role: Literal["admin", "member"]
    status: Literal["pending", "expired", "revoked", "accepted"]
    invitedBy: str
    sentAt: str
    expiresAt: str
    link: str | None
    """The link with which the invited person accepts. You can pass it on: only the owner of the address can use it. Null when the answer is replayed."""


class ServiceAccount(TypedDict):
    id: str
    name: str
    role: Literal["admin", "member"]
    masked: str
    """The last characters of its secret"""
    createdAt: str
    createdBy: str
    """The id of the user who created it"""
    expiresAt: str | None
    lastUsedAt: str | None
    """To the hour. Requests for audit events, reports and exports do not count"""


class Settings(TypedDict):
    timezone: str
    defaultLanguage: str
    defaultAgentId: str | None
    """The agent that is used when none is given"""
    alerts: Alerts
    updatedAt: str | None
    """null until they are changed for the first time"""


class UsageTotals(TypedDict):
    started: int
    """Calls that started in it, including those that are still live"""
    refused: int
    """Starts refused in it because the limit was reached"""
    expired: int
    """Calls that started in it and whose lease expired: they are included in `started`"""
    minutes: float
    """The minutes of the calls that started in it and have ended, to five decimal places"""
    peak: int
    """The most calls that were live at once"""


Usage = TypedDict(
    "Usage",
    {
        "from": 'str',
        "to": 'str',
        "granularity": 'Literal["hour", "day"]',
        "items": 'list[UsagePeriod]',
        "totals": 'UsageTotals',
    },
)


class UsagePeriod(TypedDict):
    at: str
    """When the hour or day began"""
    started: int
    """Calls that started in it, including those that are still live"""
    refused: int
    """Starts refused in it because the limit was reached"""
    expired: int
    """Calls that started in it and whose lease expired: they are included in `started`"""
    minutes: float
    """The minutes of the calls that started in it and have ended, to five decimal places"""
    peak: int
    """The most calls that were live at once"""


class User(TypedDict):
    userId: str
    name: str
    email: str
    role: Literal["admin", "member"]
    joinedAt: str


class Webhook(TypedDict):
    id: str
    url: str
    description: str
    events: list[Literal["call.started", "call.ended", "limit.reached", "limit.near", "environment.updated"]]
    enabled: bool
    disabledReason: NotRequired[Literal["failing"]]
    """`failing`: Berth disabled it because no delivery succeeded for three days"""
    createdAt: str
    updatedAt: str


class ListMembershipsAnswer(TypedDict):
    items: list[Membership]
    nextCursor: str | None


class CreateAccountBody(TypedDict):
    name: str


class RenameAccountBody(TypedDict):
    name: str


class ListEnvironmentsAnswer(TypedDict):
    items: list[Environment]
    nextCursor: str | None


class CreateEnvironmentBody(TypedDict):
    name: str
    maxConcurrentCalls: int
    reservedInboundCalls: NotRequired[int]
    """How many of the concurrent calls are reserved for inbound calls: outbound calls get the others"""
    hidden: NotRequired[bool]
    critical: NotRequired[bool]


class EditEnvironmentBody(TypedDict):
    name: NotRequired[str]
    maxConcurrentCalls: NotRequired[int]
    reservedInboundCalls: NotRequired[int]
    """How many of the concurrent calls are reserved for inbound calls: outbound calls get the others"""
    hidden: NotRequired[bool]
    paused: NotRequired[bool]
    critical: NotRequired[bool]


class ListEnvironmentCallsAnswer(TypedDict):
    items: list[Call | EndedCall]
    nextCursor: str | None


class ListApiKeysAnswer(TypedDict):
    items: list[ApiKey]
    nextCursor: str | None


class RotateApiKeyBody(TypedDict):
    graceSeconds: NotRequired[int]
    """How long the old key works as well, in seconds"""
    supersede: NotRequired[bool]


class ReallocateConcurrencyBodyChangesItem(TypedDict):
    environmentId: str
    maxConcurrentCalls: int


class ReallocateConcurrencyBody(TypedDict):
    changes: list[ReallocateConcurrencyBodyChangesItem]
    dryRun: NotRequired[bool]


class ListUsersAnswer(TypedDict):
    items: list[User]
    nextCursor: str | None


class ChangeRoleBody(TypedDict):
    role: Literal["admin", "member"]


class ListInvitationsAnswer(TypedDict):
    items: list[Invitation]
    nextCursor: str | None


class CreateInvitationBody(TypedDict):
    email: str
    role: Literal["admin", "member"]


class EditInvitationBody(TypedDict):
    role: Literal["admin", "member"]


class LookUpInvitationBody(TypedDict):
    token: str
    """What follows `#token=` in the invitation's link"""


class LookUpInvitationAnswer(TypedDict):
    accountName: str
    role: Literal["admin", "member"]
    email: str
    expiresAt: str


class AcceptInvitationBody(TypedDict):
    token: str
    """What follows `#token=` in the invitation's link"""


class AcceptInvitationAnswer(TypedDict):
    accountId: str
    role: Literal["admin", "member"]


class ListServiceAccountsAnswer(TypedDict):
    items: list[ServiceAccount]
    nextCursor: str | None


class CreateServiceAccountBody(TypedDict):
    name: str
    role: Literal["admin", "member"]
    expiresAt: NotRequired[str | None]
    """When it stops working, in the future; null for never"""


class CreateServiceAccountAnswer(TypedDict):
    id: str
    name: str
    role: Literal["admin", "member"]
    masked: str
    """The last characters of its secret"""
    createdAt: str
    createdBy: str
    """The id of the user who created it"""
    expiresAt: str | None
    lastUsedAt: str | None
    """To the hour. Requests for audit events, reports and exports do not count"""
    secret: str | None
    """Shown this once. null when the answer is replayed"""
    secretAvailable: bool


class EditServiceAccountBody(TypedDict):
    name: NotRequired[str]
    role: NotRequired[Literal["admin", "member"]]
    expiresAt: NotRequired[str | None]
    """When it stops working, in the future; null for never"""


class RotateServiceAccountSecretBody(TypedDict):
    graceSeconds: NotRequired[int]
    """How long the old secret works as well, in seconds"""


class RotateServiceAccountSecretAnswer(TypedDict):
    id: str
    name: str
    role: Literal["admin", "member"]
    masked: str
    """The last characters of its secret"""
    createdAt: str
    createdBy: str
    """The id of the user who created it"""
    expiresAt: str | None
    lastUsedAt: str | None
    """To the hour. Requests for audit events, reports and exports do not count"""
    secret: str | None
    """Shown this once. null when the answer is replayed"""
    secretAvailable: bool


class StartCallBody(TypedDict):
    id: NotRequired[str]
    direction: NotRequired[Literal["inbound", "outbound"]]
    agentId: NotRequired[str]
    numberId: NotRequired[str]
    campaignId: NotRequired[str]
    reference: NotRequired[str]
    """The caller's own reference, for example a provider's call id: 1 to 128 visible ASCII characters"""
    leaseSeconds: NotRequired[int]
    """How long the slot is held without a heartbeat"""


class ListCallsAnswer(TypedDict):
    items: list[Call | EndedCall]
    nextCursor: str | None


class HeartbeatCallBody(TypedDict):
    leaseSeconds: NotRequired[int]
    """How long the slot is held without a heartbeat"""


class HeartbeatCallsBody(TypedDict):
    ids: list[str]
    leaseSeconds: NotRequired[int]
    """How long the slot is held without a heartbeat"""


class HeartbeatCallsAnswerItemsItem1(TypedDict):
    id: str
    status: Literal["active"]
    leaseExpiresAt: str


class HeartbeatCallsAnswerItemsItem2(TypedDict):
    id: str
    status: Literal["expired"]


class HeartbeatCallsAnswer(TypedDict):
    items: list[HeartbeatCallsAnswerItemsItem1 | HeartbeatCallsAnswerItemsItem2]


class ListAgentsAnswer(TypedDict):
    items: list[Agent]
    nextCursor: str | None


class CreateAgentBody(TypedDict):
    name: str
    description: NotRequired[str]
    """At most 4096 bytes"""
    language: NotRequired[str]
    """A language tag (BCP 47)"""
    voice: NotRequired[str]
    """The voice’s name at the speech provider"""
    greeting: NotRequired[str]
    """At most 4096 bytes"""
    prompt: NotRequired[str]
    """At most 32768 bytes"""


class ListEnvironmentAgentsAnswer(TypedDict):
    items: list[Agent]
    nextCursor: str | None


class CreateEnvironmentAgentBody(TypedDict):
    name: str
    description: NotRequired[str]
    """At most 4096 bytes"""
    language: NotRequired[str]
    """A language tag (BCP 47)"""
    voice: NotRequired[str]
    """The voice’s name at the speech provider"""
    greeting: NotRequired[str]
    """At most 4096 bytes"""
    prompt: NotRequired[str]
    """At most 32768 bytes"""


class EditAgentBody(TypedDict):
    name: NotRequired[str]
    description: NotRequired[str]
    """At most 4096 bytes"""
    language: NotRequired[str]
    """A language tag (BCP 47)"""
    voice: NotRequired[str]
    """The voice’s name at the speech provider"""
    greeting: NotRequired[str]
    """At most 4096 bytes"""
    prompt: NotRequired[str]
    """At most 32768 bytes"""


class EditEnvironmentAgentBody(TypedDict):
    name: NotRequired[str]
    description: NotRequired[str]
    """At most 4096 bytes"""
    language: NotRequired[str]
    """A language tag (BCP 47)"""
    voice: NotRequired[str]
    """The voice’s name at the speech provider"""
    greeting: NotRequired[str]
    """At most 4096 bytes"""
    prompt: NotRequired[str]
    """At most 32768 bytes"""


class ListNumbersAnswer(TypedDict):
    items: list[Number]
    nextCursor: str | None


class CreateNumberBody(TypedDict):
    e164: str
    label: NotRequired[str]
    inboundAgentId: NotRequired[str | None]
    """The agent that takes calls to this number"""


class ListEnvironmentNumbersAnswer(TypedDict):
    items: list[Number]
    nextCursor: str | None


class CreateEnvironmentNumberBody(TypedDict):
    e164: str
    label: NotRequired[str]
    inboundAgentId: NotRequired[str | None]
    """The agent that takes calls to this number"""


class EditNumberBody(TypedDict):
    label: NotRequired[str]
    inboundAgentId: NotRequired[str | None]
    """The agent that takes calls to this number"""


class EditEnvironmentNumberBody(TypedDict):
    label: NotRequired[str]
    inboundAgentId: NotRequired[str | None]
    """The agent that takes calls to this number"""


class ListCampaignsAnswer(TypedDict):
    items: list[Campaign]
    nextCursor: str | None


class CreateCampaignBody(TypedDict):
    name: str
    agentId: str
    numberId: str
    maxConcurrentCalls: NotRequired[int | None]
    """How many of its calls may run at once while it runs, within the limit of the environment; or null"""


class ListEnvironmentCampaignsAnswer(TypedDict):
    items: list[Campaign]
    nextCursor: str | None


class CreateEnvironmentCampaignBody(TypedDict):
    name: str
    agentId: str
    numberId: str
    maxConcurrentCalls: NotRequired[int | None]
    """How many of its calls may run at once while it runs, within the limit of the environment; or null"""


class EditCampaignBody(TypedDict):
    name: NotRequired[str]
    agentId: NotRequired[str]
    numberId: NotRequired[str]
    status: NotRequired[Literal["draft", "running", "paused", "completed"]]
    maxConcurrentCalls: NotRequired[int | None]
    """How many of its calls may run at once while it runs, within the limit of the environment; or null"""


class EditEnvironmentCampaignBody(TypedDict):
    name: NotRequired[str]
    agentId: NotRequired[str]
    numberId: NotRequired[str]
    status: NotRequired[Literal["draft", "running", "paused", "completed"]]
    maxConcurrentCalls: NotRequired[int | None]
    """How many of its calls may run at once while it runs, within the limit of the environment; or null"""


class ListContactsAnswer(TypedDict):
    items: list[Contact]
    nextCursor: str | None


class ListEnvironmentContactsAnswer(TypedDict):
    items: list[Contact]
    nextCursor: str | None


class EditSettingsBodyAlerts(TypedDict):
    nearPercent: NotRequired[int | None]
    """Alert when this percentage of the limit is in use, for example 80; null: never"""
    refusals: NotRequired[bool]
    """Alert when a start was refused because a limit was reached"""
    expiredCalls: NotRequired[int | None]
    """Alert when this many leases expire within an hour, for example 10; null: never"""
    mailTo: NotRequired[list[str]]
    """The Admins who get the mails"""


class EditSettingsBody(TypedDict):
    timezone: NotRequired[str]
    """The IANA name of a time zone"""
    defaultLanguage: NotRequired[str]
    """A language tag (BCP 47)"""
    defaultAgentId: NotRequired[str | None]
    """The agent that is used when none is given"""
    alerts: NotRequired[EditSettingsBodyAlerts]
    """For Admins only"""


class EditEnvironmentSettingsBodyAlerts(TypedDict):
    nearPercent: NotRequired[int | None]
    """Alert when this percentage of the limit is in use, for example 80; null: never"""
    refusals: NotRequired[bool]
    """Alert when a start was refused because a limit was reached"""
    expiredCalls: NotRequired[int | None]
    """Alert when this many leases expire within an hour, for example 10; null: never"""
    mailTo: NotRequired[list[str]]
    """The Admins who get the mails"""


class EditEnvironmentSettingsBody(TypedDict):
    timezone: NotRequired[str]
    """The IANA name of a time zone"""
    defaultLanguage: NotRequired[str]
    """A language tag (BCP 47)"""
    defaultAgentId: NotRequired[str | None]
    """The agent that is used when none is given"""
    alerts: NotRequired[EditEnvironmentSettingsBodyAlerts]
    """For Admins only"""


class ListWebhooksAnswer(TypedDict):
    items: list[Webhook]
    nextCursor: str | None


class CreateWebhookBody(TypedDict):
    url: str
    events: list[Literal["call.started", "call.ended", "limit.reached", "limit.near", "environment.updated"]]
    description: NotRequired[str]


class CreateWebhookAnswer(TypedDict):
    id: str
    url: str
    description: str
    events: list[Literal["call.started", "call.ended", "limit.reached", "limit.near", "environment.updated"]]
    enabled: bool
    disabledReason: NotRequired[Literal["failing"]]
    """`failing`: Berth disabled it because no delivery succeeded for three days"""
    createdAt: str
    updatedAt: str
    secret: str | None
    """The signing secret, shown this once. null when the answer is replayed"""
    secretAvailable: bool


class EditWebhookBody(TypedDict):
    url: NotRequired[str]
    events: NotRequired[list[Literal["call.started", "call.ended", "limit.reached", "limit.near", "environment.updated"]]]
    description: NotRequired[str]
    enabled: NotRequired[bool]


class RotateWebhookSecretBody(TypedDict):
    graceSeconds: NotRequired[int]
    """How long the old secret signs as well, in seconds"""


class RotateWebhookSecretAnswer(TypedDict):
    id: str
    url: str
    description: str
    events: list[Literal["call.started", "call.ended", "limit.reached", "limit.near", "environment.updated"]]
    enabled: bool
    disabledReason: NotRequired[Literal["failing"]]
    """`failing`: Berth disabled it because no delivery succeeded for three days"""
    createdAt: str
    updatedAt: str
    secret: str | None
    """The signing secret, shown this once. null when the answer is replayed"""
    secretAvailable: bool


class TestWebhookAnswer(TypedDict):
    delivered: bool
    at: str
    durationMilliseconds: int
    status: int | None
    """The HTTP status of the answer; null if there was none"""
    error: NotRequired[str]
    """Why there was no answer"""
    responseBody: NotRequired[str]
    """The first 1,024 bytes of the answer"""


class ListDeliveriesAnswer(TypedDict):
    items: list[Delivery]
    nextCursor: str | None


ResendDeliveriesBody = TypedDict(
    "ResendDeliveriesBody",
    {
        "from": 'NotRequired[str]',
        "to": 'NotRequired[str]',
        "cursor": 'NotRequired[str]',
    },
)


class ResendDeliveriesAnswer(TypedDict):
    resent: int
    """How many are sent again"""
    nextCursor: str | None


class ListAuditEventsAnswer(TypedDict):
    items: list[AuditEvent]
    nextCursor: str | None


class FindAccountsAnswer(TypedDict):
    items: list[Account]
    nextCursor: str | None


class ListContestedNumbersAnswer(TypedDict):
    items: list[ContestedNumber]
    nextCursor: str | None


class SuspendAccountBody(TypedDict):
    reason: str
    """Why, for the account's audit trail"""


class CloseAccountBody(TypedDict):
    reason: NotRequired[str]
    """Why, for the account's audit trail"""


class SetPlanBody(TypedDict):
    name: str
    maxConcurrentCalls: int
    lowerEnvironments: NotRequired[bool]
    dryRun: NotRequired[bool]


class SetPlanAnswerPlan(TypedDict):
    name: str
    maxConcurrentCalls: int


SetPlanAnswerLoweredItem = TypedDict(
    "SetPlanAnswerLoweredItem",
    {
        "environmentId": 'str',
        "name": 'str',
        "from": 'int',
        "to": 'int',
    },
)


class SetPlanAnswer(TypedDict):
    id: str
    name: str
    status: Literal["active", "suspended", "closed"]
    """`suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days."""
    plan: SetPlanAnswerPlan
    allocatedConcurrentCalls: int
    unallocatedConcurrentCalls: int
    environmentCount: int
    userCount: int
    createdAt: str
    updatedAt: str
    lowered: list[SetPlanAnswerLoweredItem]
