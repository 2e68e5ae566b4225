/** A request to the API of a running Berth. */
export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** An access token or an API key. */
  readonly credential: string;
  readonly body?: unknown;
}

/** The API refused. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The API's answer.
 * @throws Refused with method, path, status and the problem's code
 */
export async function callApi<Answer>(
  origin: string,
  { method = 'GET', path, credential, body }: ApiRequest,
): Promise<Answer> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${credential}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) {
    const { code = text } = parsed(text) as { code?: string };
    throw new Refused(response.status, `${method} ${path}: ${response.status} ${code}`);
  }
  return parsed(text) as Answer;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return {};
  }
}
