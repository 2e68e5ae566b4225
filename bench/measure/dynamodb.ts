/**
 * A request to DynamoDB Local as it goes over the wire, without any client, so that it is not counted.
 * @param operation for example GetItem
 * @throws Error with the answer of the engine
 */
export async function ask<Answer = unknown>(
  endpoint: string,
  operation: string,
  body: object,
): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      // The engine requires a signature, but does not check it.
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20200101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}
