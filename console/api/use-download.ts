import { useMutation } from '@tanstack/react-query';
import type { AnyCall, ApiRequest, DownloadId, Downloaded } from './request.ts';
import type { Api } from './client.ts';
import type { Failure } from './failure.ts';
import { useConnection } from './provider.tsx';

interface Wanted<Id extends DownloadId> {
  readonly call: ApiRequest<Id>;
  readonly fileName: string;
}

/** Keeps what the API hands out as files: all parts of one, put together. */
export function useDownload<Id extends DownloadId>() {
  const { api } = useConnection();
  return useMutation<void, Failure, Wanted<Id>>({
    mutationFn: async ({ call, fileName }) => {
      const parts = await allParts(api, call);
      hand(new Blob(parts, { type: 'text/csv' }), fileName);
    },
  });
}

async function allParts(api: Api, call: AnyCall): Promise<string[]> {
  const parts: string[] = [];
  let cursor: string | undefined;
  do {
    const part = { ...call, query: { ...call.query, cursor } } as unknown as ApiRequest<DownloadId>;
    const { text, nextCursor }: Downloaded = (await api(part)).body;
    // Each part begins with the names of the fields: once is enough.
    parts.push(cursor === undefined ? text : text.slice(text.indexOf('\n') + 1));
    cursor = nextCursor;
  } while (cursor !== undefined);
  return parts;
}

/** The browser takes a file from a link that names one. */
function hand(file: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = fileName;
  link.click();
  // Not at once: not every browser has read it by now.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
