# Written by `npm run openapi` from openapi.json. Change the route table instead.
# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from typing import Any, Literal

from ._path import segment
from .types import (
    AcceptInvitationAnswer,
    AcceptInvitationBody,
    Account,
    AccountUsage,
    Agent,
    Call,
    Campaign,
    ChangeRoleBody,
    CloseAccountBody,
    Concurrency,
    CreateAccountBody,
    CreateAgentBody,
    CreateCampaignBody,
    CreateEnvironmentAgentBody,
    CreateEnvironmentBody,
    CreateEnvironmentCampaignBody,
    CreateEnvironmentNumberBody,
    CreateInvitationBody,
    CreateNumberBody,
    CreateServiceAccountAnswer,
    CreateServiceAccountBody,
    CreateWebhookAnswer,
    CreateWebhookBody,
    Delivery,
    EditAgentBody,
    EditCampaignBody,
    EditEnvironmentAgentBody,
    EditEnvironmentBody,
    EditEnvironmentCampaignBody,
    EditEnvironmentNumberBody,
    EditEnvironmentSettingsBody,
    EditInvitationBody,
    EditNumberBody,
    EditServiceAccountBody,
    EditSettingsBody,
    EditWebhookBody,
    EndedCall,
    Environment,
    EnvironmentWithKey,
    Exposure,
    FindAccountsAnswer,
    HeartbeatCallBody,
    HeartbeatCallsAnswer,
    HeartbeatCallsBody,
    InspectedAccount,
    Invitation,
    ListAgentsAnswer,
    ListApiKeysAnswer,
    ListAuditEventsAnswer,
    ListCallsAnswer,
    ListCampaignsAnswer,
    ListContactsAnswer,
    ListContestedNumbersAnswer,
    ListDeliveriesAnswer,
    ListEnvironmentAgentsAnswer,
    ListEnvironmentCallsAnswer,
    ListEnvironmentCampaignsAnswer,
    ListEnvironmentContactsAnswer,
    ListEnvironmentNumbersAnswer,
    ListEnvironmentsAnswer,
    ListInvitationsAnswer,
    ListMembershipsAnswer,
    ListNumbersAnswer,
    ListServiceAccountsAnswer,
    ListUsersAnswer,
    ListWebhooksAnswer,
    LookUpInvitationAnswer,
    LookUpInvitationBody,
    Me,
    NewAccount,
    Number,
    OwnConcurrency,
    ReallocateConcurrencyBody,
    RenameAccountBody,
    ResendDeliveriesAnswer,
    ResendDeliveriesBody,
    RotateApiKeyBody,
    RotateServiceAccountSecretAnswer,
    RotateServiceAccountSecretBody,
    RotateWebhookSecretAnswer,
    RotateWebhookSecretBody,
    RotatedApiKey,
    SentInvitation,
    ServiceAccount,
    SetPlanAnswer,
    SetPlanBody,
    Settings,
    StartCallBody,
    SuspendAccountBody,
    TestWebhookAnswer,
    Usage,
    User,
    Webhook,
)


class AsyncOperations:
    """Every operation, under the name that openapi.json gives it."""

    async def _request(self, method: str, path: str, **sent: Any) -> Any:
        raise NotImplementedError

    async def get_me(
        self,
    ) -> Me:
        """Get the signed-in user: `GET /v1/me`"""
        return await self._request(
            "GET",
            "/v1/me",
        )

    async def list_memberships(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListMembershipsAnswer:
        """List your accounts: `GET /v1/me/memberships`"""
        return await self._request(
            "GET",
            "/v1/me/memberships",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_account(
        self,
        *,
        body: CreateAccountBody,
        idempotency_key: str | None = None,
    ) -> NewAccount:
        """Create an account: `POST /v1/accounts`"""
        return await self._request(
            "POST",
            "/v1/accounts",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def get_account(
        self,
        account_id: str,
    ) -> Account:
        """Get an account: `GET /v1/accounts/{accountId}`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}",
        )

    async def rename_account(
        self,
        account_id: str,
        *,
        body: RenameAccountBody,
        if_match: str | None = None,
    ) -> Account:
        """Rename an account: `PATCH /v1/accounts/{accountId}`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}",
            body=body,
            if_match=if_match,
        )

    async def close_own_account(
        self,
        account_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> Account:
        """Close an account: `POST /v1/accounts/{accountId}/close`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/close",
            idempotency_key=idempotency_key,
        )

    async def list_environments(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        visible: bool | None = None,
        status: Literal["active", "deleted"] | None = None,
    ) -> ListEnvironmentsAnswer:
        """List the environments: `GET /v1/accounts/{accountId}/environments`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments",
            query={"limit": limit, "cursor": cursor, "visible": visible, "status": status},
        )

    async def create_environment(
        self,
        account_id: str,
        *,
        body: CreateEnvironmentBody,
        idempotency_key: str | None = None,
    ) -> EnvironmentWithKey:
        """Create an environment: `POST /v1/accounts/{accountId}/environments`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def get_environment(
        self,
        account_id: str,
        environment_id: str,
    ) -> Environment:
        """Get an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}",
        )

    async def edit_environment(
        self,
        account_id: str,
        environment_id: str,
        *,
        body: EditEnvironmentBody,
        if_match: str | None = None,
    ) -> Environment:
        """Change an environment, or pause it: `PATCH /v1/accounts/{accountId}/environments/{environmentId}`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}",
            body=body,
            if_match=if_match,
        )

    async def delete_environment(
        self,
        account_id: str,
        environment_id: str,
        *,
        drain: bool | None = None,
        permanently: bool | None = None,
        if_match: str | None = None,
    ) -> None:
        """Delete an environment: `DELETE /v1/accounts/{accountId}/environments/{environmentId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}",
            query={"drain": drain, "permanently": permanently},
            if_match=if_match,
        )

    async def restore_environment(
        self,
        account_id: str,
        environment_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> EnvironmentWithKey:
        """Restore a deleted environment, with a new API key: `POST /v1/accounts/{accountId}/environments/{environmentId}/restore`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/restore",
            idempotency_key=idempotency_key,
        )

    async def list_environment_calls(
        self,
        account_id: str,
        environment_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Literal["active", "ended"] | None = None,
        direction: Literal["inbound", "outbound"] | None = None,
        agent_id: str | None = None,
        number_id: str | None = None,
        campaign_id: str | None = None,
        reference: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        outcome: Literal["ended", "expired", "drained", "released"] | None = None,
    ) -> ListEnvironmentCallsAnswer:
        """List the calls of an environment, live or ended: `GET /v1/accounts/{accountId}/environments/{environmentId}/calls`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/calls",
            query={"limit": limit, "cursor": cursor, "status": status, "direction": direction, "agentId": agent_id, "numberId": number_id, "campaignId": campaign_id, "reference": reference, "from": from_, "to": to, "outcome": outcome},
        )

    async def get_environment_call(
        self,
        account_id: str,
        environment_id: str,
        call_id: str,
    ) -> Call | EndedCall:
        """Get a call of an environment, live or ended: `GET /v1/accounts/{accountId}/environments/{environmentId}/calls/{callId}`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/calls/{segment(call_id)}",
        )

    async def release_call(
        self,
        account_id: str,
        environment_id: str,
        call_id: str,
    ) -> None:
        """End a call on behalf of its holder: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/calls/{callId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/calls/{segment(call_id)}",
        )

    async def list_api_keys(
        self,
        account_id: str,
        environment_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListApiKeysAnswer:
        """List the active API keys of an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}/api-keys`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/api-keys",
            query={"limit": limit, "cursor": cursor},
        )

    async def rotate_api_key(
        self,
        account_id: str,
        environment_id: str,
        *,
        body: RotateApiKeyBody | None = None,
        idempotency_key: str | None = None,
    ) -> RotatedApiKey:
        """Create a new API key; the old one keeps working for a grace period: `POST /v1/accounts/{accountId}/environments/{environmentId}/api-keys/rotate`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/api-keys/rotate",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def revoke_api_key(
        self,
        account_id: str,
        environment_id: str,
        key_id: str,
    ) -> None:
        """Revoke an API key at once: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/api-keys/{keyId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/api-keys/{segment(key_id)}",
        )

    async def get_concurrency(
        self,
        account_id: str,
    ) -> Concurrency:
        """See how the plan is allocated and used: `GET /v1/accounts/{accountId}/concurrency`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/concurrency",
        )

    async def reallocate_concurrency(
        self,
        account_id: str,
        *,
        body: ReallocateConcurrencyBody,
        idempotency_key: str | None = None,
    ) -> Concurrency:
        """Change several limits in one step: `POST /v1/accounts/{accountId}/concurrency/reallocations`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/concurrency/reallocations",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_users(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListUsersAnswer:
        """List the users of an account: `GET /v1/accounts/{accountId}/users`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/users",
            query={"limit": limit, "cursor": cursor},
        )

    async def get_user(
        self,
        account_id: str,
        user_id: str,
    ) -> User:
        """Get a user: `GET /v1/accounts/{accountId}/users/{userId}`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/users/{segment(user_id)}",
        )

    async def change_role(
        self,
        account_id: str,
        user_id: str,
        *,
        body: ChangeRoleBody,
        if_match: str | None = None,
    ) -> User:
        """Change a user's role: `PATCH /v1/accounts/{accountId}/users/{userId}`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}/users/{segment(user_id)}",
            body=body,
            if_match=if_match,
        )

    async def remove_user(
        self,
        account_id: str,
        user_id: str,
        *,
        forget: bool | None = None,
        if_match: str | None = None,
    ) -> None:
        """Remove a user from the account, or leave it: `DELETE /v1/accounts/{accountId}/users/{userId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/users/{segment(user_id)}",
            query={"forget": forget},
            if_match=if_match,
        )

    async def get_exposure(
        self,
        account_id: str,
        user_id: str,
    ) -> Exposure:
        """Which live secrets has this user been shown?: `GET /v1/accounts/{accountId}/users/{userId}/exposure`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/users/{segment(user_id)}/exposure",
        )

    async def list_invitations(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListInvitationsAnswer:
        """List the invitations that were not accepted: `GET /v1/accounts/{accountId}/invitations`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/invitations",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_invitation(
        self,
        account_id: str,
        *,
        body: CreateInvitationBody,
        idempotency_key: str | None = None,
    ) -> SentInvitation:
        """Invite a person by email: `POST /v1/accounts/{accountId}/invitations`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/invitations",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def edit_invitation(
        self,
        account_id: str,
        invitation_id: str,
        *,
        body: EditInvitationBody,
        if_match: str | None = None,
    ) -> Invitation:
        """Change the role that an invitation offers: `PATCH /v1/accounts/{accountId}/invitations/{invitationId}`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}/invitations/{segment(invitation_id)}",
            body=body,
            if_match=if_match,
        )

    async def revoke_invitation(
        self,
        account_id: str,
        invitation_id: str,
        *,
        if_match: str | None = None,
    ) -> None:
        """Revoke an invitation: `DELETE /v1/accounts/{accountId}/invitations/{invitationId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/invitations/{segment(invitation_id)}",
            if_match=if_match,
        )

    async def resend_invitation(
        self,
        account_id: str,
        invitation_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> SentInvitation:
        """Send an invitation again, with a new link and expiry; the old link stops working: `POST /v1/accounts/{accountId}/invitations/{invitationId}/resend`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/invitations/{segment(invitation_id)}/resend",
            idempotency_key=idempotency_key,
        )

    async def look_up_invitation(
        self,
        *,
        body: LookUpInvitationBody,
        idempotency_key: str | None = None,
    ) -> LookUpInvitationAnswer:
        """See what an invitation offers: `POST /v1/invitations/lookup`"""
        return await self._request(
            "POST",
            "/v1/invitations/lookup",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def accept_invitation(
        self,
        *,
        body: AcceptInvitationBody,
        idempotency_key: str | None = None,
    ) -> AcceptInvitationAnswer:
        """Accept an invitation: `POST /v1/invitations/accept`"""
        return await self._request(
            "POST",
            "/v1/invitations/accept",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_service_accounts(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListServiceAccountsAnswer:
        """List the service accounts of an account: `GET /v1/accounts/{accountId}/service-accounts`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/service-accounts",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_service_account(
        self,
        account_id: str,
        *,
        body: CreateServiceAccountBody,
        idempotency_key: str | None = None,
    ) -> CreateServiceAccountAnswer:
        """Create a service account: `POST /v1/accounts/{accountId}/service-accounts`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/service-accounts",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def get_service_account(
        self,
        account_id: str,
        service_account_id: str,
    ) -> ServiceAccount:
        """Get a service account: `GET /v1/accounts/{accountId}/service-accounts/{serviceAccountId}`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/service-accounts/{segment(service_account_id)}",
        )

    async def edit_service_account(
        self,
        account_id: str,
        service_account_id: str,
        *,
        body: EditServiceAccountBody,
        if_match: str | None = None,
    ) -> ServiceAccount:
        """Change a service account: `PATCH /v1/accounts/{accountId}/service-accounts/{serviceAccountId}`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}/service-accounts/{segment(service_account_id)}",
            body=body,
            if_match=if_match,
        )

    async def delete_service_account(
        self,
        account_id: str,
        service_account_id: str,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete a service account: `DELETE /v1/accounts/{accountId}/service-accounts/{serviceAccountId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/service-accounts/{segment(service_account_id)}",
            if_match=if_match,
        )

    async def rotate_service_account_secret(
        self,
        account_id: str,
        service_account_id: str,
        *,
        body: RotateServiceAccountSecretBody | None = None,
        idempotency_key: str | None = None,
    ) -> RotateServiceAccountSecretAnswer:
        """Rotate the secret of a service account: `POST /v1/accounts/{accountId}/service-accounts/{serviceAccountId}/rotate`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/service-accounts/{segment(service_account_id)}/rotate",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def get_own_environment(
        self,
    ) -> Environment:
        """Get the environment of the API key: `GET /v1/environment`"""
        return await self._request(
            "GET",
            "/v1/environment",
        )

    async def start_call(
        self,
        *,
        body: StartCallBody | None = None,
        idempotency_key: str | None = None,
    ) -> Call:
        """Start a call, if a slot is free: `POST /v1/calls`"""
        return await self._request(
            "POST",
            "/v1/calls",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_calls(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Literal["active", "ended"] | None = None,
        direction: Literal["inbound", "outbound"] | None = None,
        agent_id: str | None = None,
        number_id: str | None = None,
        campaign_id: str | None = None,
        reference: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        outcome: Literal["ended", "expired", "drained", "released"] | None = None,
    ) -> ListCallsAnswer:
        """List the calls, live or ended: `GET /v1/calls`"""
        return await self._request(
            "GET",
            "/v1/calls",
            query={"limit": limit, "cursor": cursor, "status": status, "direction": direction, "agentId": agent_id, "numberId": number_id, "campaignId": campaign_id, "reference": reference, "from": from_, "to": to, "outcome": outcome},
        )

    async def get_call(
        self,
        call_id: str,
    ) -> Call | EndedCall:
        """Get a call, live or ended: `GET /v1/calls/{callId}`"""
        return await self._request(
            "GET",
            f"/v1/calls/{segment(call_id)}",
        )

    async def end_call(
        self,
        call_id: str,
        *,
        reason: str | None = None,
    ) -> None:
        """End a call: `DELETE /v1/calls/{callId}`"""
        return await self._request(
            "DELETE",
            f"/v1/calls/{segment(call_id)}",
            query={"reason": reason},
        )

    async def heartbeat_call(
        self,
        call_id: str,
        *,
        body: HeartbeatCallBody | None = None,
        idempotency_key: str | None = None,
    ) -> Call:
        """Keep a call alive: `POST /v1/calls/{callId}/heartbeat`"""
        return await self._request(
            "POST",
            f"/v1/calls/{segment(call_id)}/heartbeat",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def heartbeat_calls(
        self,
        *,
        body: HeartbeatCallsBody,
        idempotency_key: str | None = None,
    ) -> HeartbeatCallsAnswer:
        """Keep many calls alive: `POST /v1/calls/heartbeats`"""
        return await self._request(
            "POST",
            "/v1/calls/heartbeats",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def get_own_concurrency(
        self,
    ) -> OwnConcurrency:
        """See how many calls run and may run right now: `GET /v1/concurrency`"""
        return await self._request(
            "GET",
            "/v1/concurrency",
        )

    async def get_usage(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        granularity: Literal["hour", "day"] | None = None,
    ) -> Usage:
        """See the usage of an environment by the hour or by the day: `GET /v1/usage`"""
        return await self._request(
            "GET",
            "/v1/usage",
            query={"from": from_, "to": to, "granularity": granularity},
        )

    async def get_environment_usage(
        self,
        account_id: str,
        environment_id: str,
        *,
        from_: str | None = None,
        to: str | None = None,
        granularity: Literal["hour", "day"] | None = None,
    ) -> Usage:
        """See the usage of an environment by the hour or by the day: `GET /v1/accounts/{accountId}/environments/{environmentId}/usage`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/usage",
            query={"from": from_, "to": to, "granularity": granularity},
        )

    async def export_usage(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        granularity: Literal["hour", "day"] | None = None,
    ) -> str:
        """Export the usage of an environment: `GET /v1/exports/usage`"""
        return await self._request(
            "GET",
            "/v1/exports/usage",
            query={"from": from_, "to": to, "granularity": granularity},
        )

    async def export_environment_usage(
        self,
        account_id: str,
        environment_id: str,
        *,
        from_: str | None = None,
        to: str | None = None,
        granularity: Literal["hour", "day"] | None = None,
    ) -> str:
        """Export the usage of an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}/exports/usage`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/exports/usage",
            query={"from": from_, "to": to, "granularity": granularity},
        )

    async def export_calls(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        direction: Literal["inbound", "outbound"] | None = None,
        agent_id: str | None = None,
        number_id: str | None = None,
        campaign_id: str | None = None,
        reference: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        outcome: Literal["ended", "expired", "drained", "released"] | None = None,
    ) -> str:
        """Export the records of calls that have ended: `GET /v1/exports/calls`"""
        return await self._request(
            "GET",
            "/v1/exports/calls",
            query={"limit": limit, "cursor": cursor, "direction": direction, "agentId": agent_id, "numberId": number_id, "campaignId": campaign_id, "reference": reference, "from": from_, "to": to, "outcome": outcome},
        )

    async def export_environment_calls(
        self,
        account_id: str,
        environment_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        direction: Literal["inbound", "outbound"] | None = None,
        agent_id: str | None = None,
        number_id: str | None = None,
        campaign_id: str | None = None,
        reference: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        outcome: Literal["ended", "expired", "drained", "released"] | None = None,
    ) -> str:
        """Export the records of calls that have ended: `GET /v1/accounts/{accountId}/environments/{environmentId}/exports/calls`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/exports/calls",
            query={"limit": limit, "cursor": cursor, "direction": direction, "agentId": agent_id, "numberId": number_id, "campaignId": campaign_id, "reference": reference, "from": from_, "to": to, "outcome": outcome},
        )

    async def get_account_usage(
        self,
        account_id: str,
        *,
        from_: str | None = None,
        to: str | None = None,
        granularity: Literal["hour", "day"] | None = None,
        include_deleted: bool | None = None,
    ) -> AccountUsage:
        """See the usage of all environments of an account, in total and for each: `GET /v1/accounts/{accountId}/usage`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/usage",
            query={"from": from_, "to": to, "granularity": granularity, "includeDeleted": include_deleted},
        )

    async def export_account_usage(
        self,
        account_id: str,
        *,
        from_: str | None = None,
        to: str | None = None,
        granularity: Literal["hour", "day"] | None = None,
        include_deleted: bool | None = None,
    ) -> str:
        """Export the usage of all environments of an account: `GET /v1/accounts/{accountId}/exports/usage`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/exports/usage",
            query={"from": from_, "to": to, "granularity": granularity, "includeDeleted": include_deleted},
        )

    async def list_agents(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListAgentsAnswer:
        """List the agents: `GET /v1/agents`"""
        return await self._request(
            "GET",
            "/v1/agents",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_agent(
        self,
        *,
        body: CreateAgentBody,
        idempotency_key: str | None = None,
    ) -> Agent:
        """Create an agent: `POST /v1/agents`"""
        return await self._request(
            "POST",
            "/v1/agents",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_environment_agents(
        self,
        account_id: str,
        environment_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListEnvironmentAgentsAnswer:
        """List the agents: `GET /v1/accounts/{accountId}/environments/{environmentId}/agents`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/agents",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_environment_agent(
        self,
        account_id: str,
        environment_id: str,
        *,
        body: CreateEnvironmentAgentBody,
        idempotency_key: str | None = None,
    ) -> Agent:
        """Create an agent: `POST /v1/accounts/{accountId}/environments/{environmentId}/agents`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/agents",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def get_agent(
        self,
        agent_id: str,
    ) -> Agent:
        """Get an agent: `GET /v1/agents/{agentId}`"""
        return await self._request(
            "GET",
            f"/v1/agents/{segment(agent_id)}",
        )

    async def edit_agent(
        self,
        agent_id: str,
        *,
        body: EditAgentBody,
        if_match: str | None = None,
    ) -> Agent:
        """Change an agent: `PATCH /v1/agents/{agentId}`"""
        return await self._request(
            "PATCH",
            f"/v1/agents/{segment(agent_id)}",
            body=body,
            if_match=if_match,
        )

    async def delete_agent(
        self,
        agent_id: str,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete an agent: `DELETE /v1/agents/{agentId}`"""
        return await self._request(
            "DELETE",
            f"/v1/agents/{segment(agent_id)}",
            if_match=if_match,
        )

    async def get_environment_agent(
        self,
        account_id: str,
        environment_id: str,
        agent_id: str,
    ) -> Agent:
        """Get an agent: `GET /v1/accounts/{accountId}/environments/{environmentId}/agents/{agentId}`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/agents/{segment(agent_id)}",
        )

    async def edit_environment_agent(
        self,
        account_id: str,
        environment_id: str,
        agent_id: str,
        *,
        body: EditEnvironmentAgentBody,
        if_match: str | None = None,
    ) -> Agent:
        """Change an agent: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/agents/{agentId}`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/agents/{segment(agent_id)}",
            body=body,
            if_match=if_match,
        )

    async def delete_environment_agent(
        self,
        account_id: str,
        environment_id: str,
        agent_id: str,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete an agent: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/agents/{agentId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/agents/{segment(agent_id)}",
            if_match=if_match,
        )

    async def list_numbers(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListNumbersAnswer:
        """List the telephone numbers: `GET /v1/numbers`"""
        return await self._request(
            "GET",
            "/v1/numbers",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_number(
        self,
        *,
        body: CreateNumberBody,
        idempotency_key: str | None = None,
    ) -> Number:
        """Add a telephone number: `POST /v1/numbers`"""
        return await self._request(
            "POST",
            "/v1/numbers",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_environment_numbers(
        self,
        account_id: str,
        environment_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListEnvironmentNumbersAnswer:
        """List the telephone numbers: `GET /v1/accounts/{accountId}/environments/{environmentId}/numbers`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/numbers",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_environment_number(
        self,
        account_id: str,
        environment_id: str,
        *,
        body: CreateEnvironmentNumberBody,
        idempotency_key: str | None = None,
    ) -> Number:
        """Add a telephone number: `POST /v1/accounts/{accountId}/environments/{environmentId}/numbers`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/numbers",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def get_number(
        self,
        number_id: str,
    ) -> Number:
        """Get a telephone number: `GET /v1/numbers/{numberId}`"""
        return await self._request(
            "GET",
            f"/v1/numbers/{segment(number_id)}",
        )

    async def edit_number(
        self,
        number_id: str,
        *,
        body: EditNumberBody,
        if_match: str | None = None,
    ) -> Number:
        """Change the label or the agent of a telephone number: `PATCH /v1/numbers/{numberId}`"""
        return await self._request(
            "PATCH",
            f"/v1/numbers/{segment(number_id)}",
            body=body,
            if_match=if_match,
        )

    async def delete_number(
        self,
        number_id: str,
        *,
        if_match: str | None = None,
    ) -> None:
        """Remove a telephone number: `DELETE /v1/numbers/{numberId}`"""
        return await self._request(
            "DELETE",
            f"/v1/numbers/{segment(number_id)}",
            if_match=if_match,
        )

    async def get_environment_number(
        self,
        account_id: str,
        environment_id: str,
        number_id: str,
    ) -> Number:
        """Get a telephone number: `GET /v1/accounts/{accountId}/environments/{environmentId}/numbers/{numberId}`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/numbers/{segment(number_id)}",
        )

    async def edit_environment_number(
        self,
        account_id: str,
        environment_id: str,
        number_id: str,
        *,
        body: EditEnvironmentNumberBody,
        if_match: str | None = None,
    ) -> Number:
        """Change the label or the agent of a telephone number: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/numbers/{numberId}`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/numbers/{segment(number_id)}",
            body=body,
            if_match=if_match,
        )

    async def delete_environment_number(
        self,
        account_id: str,
        environment_id: str,
        number_id: str,
        *,
        if_match: str | None = None,
    ) -> None:
        """Remove a telephone number: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/numbers/{numberId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/numbers/{segment(number_id)}",
            if_match=if_match,
        )

    async def list_campaigns(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListCampaignsAnswer:
        """List the campaigns: `GET /v1/campaigns`"""
        return await self._request(
            "GET",
            "/v1/campaigns",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_campaign(
        self,
        *,
        body: CreateCampaignBody,
        idempotency_key: str | None = None,
    ) -> Campaign:
        """Create a campaign: `POST /v1/campaigns`"""
        return await self._request(
            "POST",
            "/v1/campaigns",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_environment_campaigns(
        self,
        account_id: str,
        environment_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListEnvironmentCampaignsAnswer:
        """List the campaigns: `GET /v1/accounts/{accountId}/environments/{environmentId}/campaigns`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/campaigns",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_environment_campaign(
        self,
        account_id: str,
        environment_id: str,
        *,
        body: CreateEnvironmentCampaignBody,
        idempotency_key: str | None = None,
    ) -> Campaign:
        """Create a campaign: `POST /v1/accounts/{accountId}/environments/{environmentId}/campaigns`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/campaigns",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def get_campaign(
        self,
        campaign_id: str,
    ) -> Campaign:
        """Get a campaign: `GET /v1/campaigns/{campaignId}`"""
        return await self._request(
            "GET",
            f"/v1/campaigns/{segment(campaign_id)}",
        )

    async def edit_campaign(
        self,
        campaign_id: str,
        *,
        body: EditCampaignBody,
        if_match: str | None = None,
    ) -> Campaign:
        """Change, start, pause or complete a campaign: `PATCH /v1/campaigns/{campaignId}`"""
        return await self._request(
            "PATCH",
            f"/v1/campaigns/{segment(campaign_id)}",
            body=body,
            if_match=if_match,
        )

    async def delete_campaign(
        self,
        campaign_id: str,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete a campaign with its contacts: `DELETE /v1/campaigns/{campaignId}`"""
        return await self._request(
            "DELETE",
            f"/v1/campaigns/{segment(campaign_id)}",
            if_match=if_match,
        )

    async def get_environment_campaign(
        self,
        account_id: str,
        environment_id: str,
        campaign_id: str,
    ) -> Campaign:
        """Get a campaign: `GET /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/campaigns/{segment(campaign_id)}",
        )

    async def edit_environment_campaign(
        self,
        account_id: str,
        environment_id: str,
        campaign_id: str,
        *,
        body: EditEnvironmentCampaignBody,
        if_match: str | None = None,
    ) -> Campaign:
        """Change, start, pause or complete a campaign: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/campaigns/{segment(campaign_id)}",
            body=body,
            if_match=if_match,
        )

    async def delete_environment_campaign(
        self,
        account_id: str,
        environment_id: str,
        campaign_id: str,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete a campaign with its contacts: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/campaigns/{segment(campaign_id)}",
            if_match=if_match,
        )

    async def list_contacts(
        self,
        campaign_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListContactsAnswer:
        """List the contacts of a campaign: `GET /v1/campaigns/{campaignId}/contacts`"""
        return await self._request(
            "GET",
            f"/v1/campaigns/{segment(campaign_id)}/contacts",
            query={"limit": limit, "cursor": cursor},
        )

    async def replace_contacts(
        self,
        campaign_id: str,
        *,
        empty: bool | None = None,
        body: str,
        if_match: str | None = None,
    ) -> Campaign:
        """Upload the contacts of a campaign: `PUT /v1/campaigns/{campaignId}/contacts`"""
        return await self._request(
            "PUT",
            f"/v1/campaigns/{segment(campaign_id)}/contacts",
            query={"empty": empty},
            text=body,
            if_match=if_match,
        )

    async def list_environment_contacts(
        self,
        account_id: str,
        environment_id: str,
        campaign_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListEnvironmentContactsAnswer:
        """List the contacts of a campaign: `GET /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}/contacts`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/campaigns/{segment(campaign_id)}/contacts",
            query={"limit": limit, "cursor": cursor},
        )

    async def replace_environment_contacts(
        self,
        account_id: str,
        environment_id: str,
        campaign_id: str,
        *,
        empty: bool | None = None,
        body: str,
        if_match: str | None = None,
    ) -> Campaign:
        """Upload the contacts of a campaign: `PUT /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}/contacts`"""
        return await self._request(
            "PUT",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/campaigns/{segment(campaign_id)}/contacts",
            query={"empty": empty},
            text=body,
            if_match=if_match,
        )

    async def get_settings(
        self,
    ) -> Settings:
        """Get the settings of an environment: `GET /v1/settings`"""
        return await self._request(
            "GET",
            "/v1/settings",
        )

    async def edit_settings(
        self,
        *,
        body: EditSettingsBody,
        if_match: str | None = None,
    ) -> Settings:
        """Change the settings of an environment: `PATCH /v1/settings`"""
        return await self._request(
            "PATCH",
            "/v1/settings",
            body=body,
            if_match=if_match,
        )

    async def get_environment_settings(
        self,
        account_id: str,
        environment_id: str,
    ) -> Settings:
        """Get the settings of an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}/settings`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/settings",
        )

    async def edit_environment_settings(
        self,
        account_id: str,
        environment_id: str,
        *,
        body: EditEnvironmentSettingsBody,
        if_match: str | None = None,
    ) -> Settings:
        """Change the settings of an environment: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/settings`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/settings",
            body=body,
            if_match=if_match,
        )

    async def list_webhooks(
        self,
        account_id: str,
        environment_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListWebhooksAnswer:
        """List the webhooks of an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}/webhooks`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks",
            query={"limit": limit, "cursor": cursor},
        )

    async def create_webhook(
        self,
        account_id: str,
        environment_id: str,
        *,
        body: CreateWebhookBody,
        idempotency_key: str | None = None,
    ) -> CreateWebhookAnswer:
        """Create a webhook: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def get_webhook(
        self,
        account_id: str,
        environment_id: str,
        webhook_id: str,
    ) -> Webhook:
        """Get a webhook: `GET /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks/{segment(webhook_id)}",
        )

    async def edit_webhook(
        self,
        account_id: str,
        environment_id: str,
        webhook_id: str,
        *,
        body: EditWebhookBody,
        if_match: str | None = None,
    ) -> Webhook:
        """Change a webhook: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}`"""
        return await self._request(
            "PATCH",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks/{segment(webhook_id)}",
            body=body,
            if_match=if_match,
        )

    async def delete_webhook(
        self,
        account_id: str,
        environment_id: str,
        webhook_id: str,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete a webhook: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}`"""
        return await self._request(
            "DELETE",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks/{segment(webhook_id)}",
            if_match=if_match,
        )

    async def rotate_webhook_secret(
        self,
        account_id: str,
        environment_id: str,
        webhook_id: str,
        *,
        body: RotateWebhookSecretBody | None = None,
        idempotency_key: str | None = None,
    ) -> RotateWebhookSecretAnswer:
        """Rotate the signing secret of a webhook: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/rotate-secret`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks/{segment(webhook_id)}/rotate-secret",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def test_webhook(
        self,
        account_id: str,
        environment_id: str,
        webhook_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> TestWebhookAnswer:
        """Send a test event to a webhook now: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/test`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks/{segment(webhook_id)}/test",
            idempotency_key=idempotency_key,
        )

    async def list_deliveries(
        self,
        account_id: str,
        environment_id: str,
        webhook_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Literal["pending", "delivered", "failed"] | None = None,
    ) -> ListDeliveriesAnswer:
        """List the deliveries of a webhook: `GET /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/deliveries`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks/{segment(webhook_id)}/deliveries",
            query={"limit": limit, "cursor": cursor, "status": status},
        )

    async def resend_delivery(
        self,
        account_id: str,
        environment_id: str,
        webhook_id: str,
        delivery_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> Delivery:
        """Send a delivery again: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/deliveries/{deliveryId}/resend`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks/{segment(webhook_id)}/deliveries/{segment(delivery_id)}/resend",
            idempotency_key=idempotency_key,
        )

    async def resend_deliveries(
        self,
        account_id: str,
        environment_id: str,
        webhook_id: str,
        *,
        body: ResendDeliveriesBody | None = None,
        idempotency_key: str | None = None,
    ) -> ResendDeliveriesAnswer:
        """Send the failed deliveries of a period again: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/deliveries/resend`"""
        return await self._request(
            "POST",
            f"/v1/accounts/{segment(account_id)}/environments/{segment(environment_id)}/webhooks/{segment(webhook_id)}/deliveries/resend",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def list_audit_events(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        target_id: str | None = None,
        actor_id: str | None = None,
        action: str | None = None,
        from_: str | None = None,
        to: str | None = None,
    ) -> ListAuditEventsAnswer:
        """See who changed what, newest first: `GET /v1/accounts/{accountId}/audit-events`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/audit-events",
            query={"limit": limit, "cursor": cursor, "targetId": target_id, "actorId": actor_id, "action": action, "from": from_, "to": to},
        )

    async def export_audit_events(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        target_id: str | None = None,
        actor_id: str | None = None,
        action: str | None = None,
        from_: str | None = None,
        to: str | None = None,
    ) -> str:
        """Export who changed what: `GET /v1/accounts/{accountId}/exports/audit-events`"""
        return await self._request(
            "GET",
            f"/v1/accounts/{segment(account_id)}/exports/audit-events",
            query={"limit": limit, "cursor": cursor, "targetId": target_id, "actorId": actor_id, "action": action, "from": from_, "to": to},
        )

    async def find_accounts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        query: str | None = None,
        status: Literal["active", "suspended", "closed"] | None = None,
    ) -> FindAccountsAnswer:
        """Find accounts: `GET /v1/operator/accounts`"""
        return await self._request(
            "GET",
            "/v1/operator/accounts",
            query={"limit": limit, "cursor": cursor, "query": query, "status": status},
        )

    async def inspect_account(
        self,
        account_id: str,
    ) -> InspectedAccount:
        """See an account with its users, its environments and its usage of the month: `GET /v1/operator/accounts/{accountId}`"""
        return await self._request(
            "GET",
            f"/v1/operator/accounts/{segment(account_id)}",
        )

    async def list_contested_numbers(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ListContestedNumbersAnswer:
        """List the telephone numbers of an account that other accounts claim too: `GET /v1/operator/accounts/{accountId}/contested-numbers`"""
        return await self._request(
            "GET",
            f"/v1/operator/accounts/{segment(account_id)}/contested-numbers",
            query={"limit": limit, "cursor": cursor},
        )

    async def suspend_account(
        self,
        account_id: str,
        *,
        body: SuspendAccountBody,
        idempotency_key: str | None = None,
    ) -> Account:
        """Suspend an account: `POST /v1/operator/accounts/{accountId}/suspend`"""
        return await self._request(
            "POST",
            f"/v1/operator/accounts/{segment(account_id)}/suspend",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def resume_account(
        self,
        account_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> Account:
        """Resume an account that was suspended or closed: `POST /v1/operator/accounts/{accountId}/resume`"""
        return await self._request(
            "POST",
            f"/v1/operator/accounts/{segment(account_id)}/resume",
            idempotency_key=idempotency_key,
        )

    async def close_account(
        self,
        account_id: str,
        *,
        body: CloseAccountBody | None = None,
        idempotency_key: str | None = None,
    ) -> Account:
        """Close an account: `POST /v1/operator/accounts/{accountId}/close`"""
        return await self._request(
            "POST",
            f"/v1/operator/accounts/{segment(account_id)}/close",
            body=body,
            idempotency_key=idempotency_key,
        )

    async def export_usage_of_all(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        month: str | None = None,
    ) -> str:
        """Export the usage of all accounts in a month: `GET /v1/operator/exports/usage`"""
        return await self._request(
            "GET",
            "/v1/operator/exports/usage",
            query={"limit": limit, "cursor": cursor, "month": month},
        )

    async def set_plan(
        self,
        account_id: str,
        *,
        body: SetPlanBody,
        if_match: str | None = None,
    ) -> SetPlanAnswer:
        """Set the plan of an account: `PUT /v1/accounts/{accountId}/plan`"""
        return await self._request(
            "PUT",
            f"/v1/accounts/{segment(account_id)}/plan",
            body=body,
            if_match=if_match,
        )
