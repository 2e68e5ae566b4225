/** The schema of the one table, as plain data: read by the stack, by the laptop's start and by the tests. */
export const tableSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Only for clean-up: DynamoDB may be days late, so no code relies on the removal of an item. */
  timeToLive: 'ttl',
  streamView: 'NEW_AND_OLD_IMAGES',
  /** How far back a deployed table can be restored. */
  recoveryDays: 35,
} as const;
