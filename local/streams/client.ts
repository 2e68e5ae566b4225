import type { DynamoDBRecord } from 'aws-lambda';

/** A refusal of DynamoDB Streams: its name is the error's. */
export class StreamsError extends Error {}

export interface Shard {
  ShardId: string;
  ParentShardId?: string;
}

interface Operations {
  ListStreams: [{ TableName: string }, { Streams: { StreamArn: string }[] }];
  DescribeStream: [
    { StreamArn: string; ExclusiveStartShardId?: string | undefined },
    { StreamDescription: { Shards: Shard[]; LastEvaluatedShardId?: string } },
  ];
  GetShardIterator: [
    {
      StreamArn: string;
      ShardId: string;
      ShardIteratorType: 'TRIM_HORIZON' | 'AFTER_SEQUENCE_NUMBER';
      SequenceNumber?: string;
    },
    { ShardIterator: string },
  ];
  GetRecords: [
    { ShardIterator: string; Limit?: number },
    { Records: DynamoDBRecord[]; NextShardIterator?: string },
  ];
}

export type StreamsClient = <Name extends keyof Operations>(
  operation: Name,
  input: Operations[Name][0],
) => Promise<Operations[Name][1]>;

/**
 * Calls DynamoDB Local's streams. The records in the response are exactly those that Lambda passes to a function. The
 * SDK would turn their binary values into arrays, so it is not used here.
 * @throws StreamsError when it refuses; TypeError when it can't be reached
 */
export function streamsClient(endpoint: string): StreamsClient {
  return async (operation, input) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
        // The emulator requires a signature, but does not check it.
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = (await response.json()) as { __type?: string; message?: string };
    if (response.ok) return answer as never;
    const error = new StreamsError(answer.message ?? `${operation} was refused`);
    error.name = answer.__type?.split('#').at(-1) ?? 'StreamsError';
    throw error;
  };
}
