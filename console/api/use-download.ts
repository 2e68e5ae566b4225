import { useMutation } from '@tanstack/react-query';
import type { AnyCall, ApiRequest, DownloadId, Downloaded } from './request.ts';
import type { Api } from './client.ts';
import type { Failure } from './failure.ts';
import { useConnection } from './provider.tsx';
import { saveFile } from './save-file.ts';

interface Wanted<Id extends DownloadId> {
  readonly call: ApiRequest<Id>;
  readonly fileName: string;
}

/** Downloads a file of the API: all of its parts, put together. */
export function useDownload<Id extends DownloadId>() {
  const { api } = useConnection();
  return useMutation<void, Failure, Wanted<Id>>({
    mutationFn: async ({ call, fileName }) => {
      const parts = await allParts(api, call);
      saveFile(new File(parts, fileName, { type: 'text/csv' }));
    },
  });
}

async function allParts(api: Api, call: AnyCall): Promise<string[]> {
  const parts: string[] = [];
  let cursor: string | undefined;
  do {
    const part = { ...call, query: { ...call.query, cursor } } as unknown as ApiRequest<DownloadId>;
    const { text, nextCursor }: Downloaded = (await api(part)).body;
    // Each part begins with the names of the fields, which are needed once.
    parts.push(cursor === undefined ? text : text.slice(text.indexOf('\n') + 1));
    cursor = nextCursor;
  } while (cursor !== undefined);
  return parts;
}
