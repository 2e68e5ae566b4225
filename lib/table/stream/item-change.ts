import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

/** A change of one item, as the table's stream delivers it: at least once, and in order for items of one partition. */
export interface ItemChange {
  /** The same each time that this change is delivered. */
  readonly id: string;
  readonly key: { readonly pk: string; readonly sk: string };
  /** Milliseconds since the epoch, to the second. */
  readonly at: number;
  readonly before: object | undefined;
  readonly after: object | undefined;
}

export function changeOf({ eventID = '', dynamodb = {} }: DynamoDBRecord): ItemChange {
  const { Keys, OldImage, NewImage, ApproximateCreationDateTime = 0 } = dynamodb;
  return {
    id: eventID,
    key: plain(Keys ?? {}) as ItemChange['key'],
    at: ApproximateCreationDateTime * 1000,
    before: OldImage && plain(OldImage),
    after: NewImage && plain(NewImage),
  };
}

/** Lambda's types and the SDK's describe the same format, except for binary values, of which the table has none. */
function plain(image: Readonly<Record<string, AttributeValue>>): object {
  return unmarshall(image as Parameters<typeof unmarshall>[0]);
}
