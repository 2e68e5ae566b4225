import * as z from 'zod/mini';

const prefixedUlid = <Prefix extends string>(prefix: Prefix, example: string) =>
  z
    .string()
    .check(
      z.regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`)),
      z.meta({ examples: [`${prefix}_${example}`] }),
    );

export const AccountId = prefixedUlid('acc', '01JD3Z0M5V7Q8C2N4B6X9Y1T3R').brand<'AccountId'>();
export const EnvironmentId = prefixedUlid('env', '01JD3Z0M5W2K4M6P8R0T2V4X6Z').brand<'EnvironmentId'>();
export const KeyId = prefixedUlid('key', '01JD3Z0M5X1A3C5E7G9J1M3P5R').brand<'KeyId'>();
export const InvitationId = prefixedUlid('inv', '01JD3Z0M5Y0B2D4F6H8K0N2Q4S').brand<'InvitationId'>();
export const EventId = prefixedUlid('evt', '01JD3Z0M5ZA7C9E1G3J5M7P9R1').brand<'EventId'>();

export const AgentId = prefixedUlid('agt', '01JD3Z0M603B6D8F1H4K7N0Q3T').brand<'AgentId'>();
export const NumberId = prefixedUlid('num', '01JD3Z0M614C7E9G2J5M8P1R4V').brand<'NumberId'>();
export const CampaignId = prefixedUlid('cmp', '01JD3Z0M625D8F0H3K6N9Q2S5W').brand<'CampaignId'>();

export const WebhookId = prefixedUlid('whk', '01JD3Z0M636E9G1J4M7P0S3V6X').brand<'WebhookId'>();
export const DeliveryId = prefixedUlid('dlv', '01JD3Z0M647F0H2K5N8Q1T4W7Y').brand<'DeliveryId'>();

export const ServiceAccountId = prefixedUlid('svc', '01JD3Z0M658G1J3M6P9R2V5X8Z').brand<'ServiceAccountId'>();

/** The Cognito `sub` of a person. */
export const UserId = z
  .string()
  .check(
    z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    z.meta({ examples: ['5b0f8a52-70b1-4c39-9a6e-3c1e8f5d7a21'] }),
  )
  .brand<'UserId'>();

/**
 * A call's id: the caller's own, or one that the gate made. Not `__proto__`: the AWS SDK drops an attribute of that
 * name when it reads a map, so the call would hold its slot and never be seen. Not `.` and `..`: clients and proxies
 * resolve them in a path before they send it, so such a call could not be read, kept alive or ended.
 */
export const CallId = z
  .string()
  .check(z.regex(/^(?!__proto__$|\.{1,2}$)[A-Za-z0-9._:-]{1,64}$/), z.meta({ examples: ['call-7f3a'] }))
  .brand<'CallId'>();

export type AccountId = z.output<typeof AccountId>;
export type EnvironmentId = z.output<typeof EnvironmentId>;
export type KeyId = z.output<typeof KeyId>;
export type InvitationId = z.output<typeof InvitationId>;
export type EventId = z.output<typeof EventId>;
export type AgentId = z.output<typeof AgentId>;
export type NumberId = z.output<typeof NumberId>;
export type CampaignId = z.output<typeof CampaignId>;
export type WebhookId = z.output<typeof WebhookId>;
export type DeliveryId = z.output<typeof DeliveryId>;
export type ServiceAccountId = z.output<typeof ServiceAccountId>;
export type UserId = z.output<typeof UserId>;
export type CallId = z.output<typeof CallId>;
