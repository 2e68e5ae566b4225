import {
  useInfiniteQuery,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryKey,
} from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { OperationId } from '../../lib/api/index.ts';
import type { AnswerTo, AnyCall, ApiRequest } from './request.ts';
import type { Answered, Api } from './client.ts';
import type { Failure } from './failure.ts';
import { idleness } from './idle.ts';
import { useConnection } from './provider.tsx';

/** Data is reloaded less often for somebody who is not at the screen. A hidden tab loads nothing. */
const pause = (every: number | undefined): number | false =>
  every === undefined ? false : every * idleness();

interface ReadOptions<Data = unknown> {
  /** Milliseconds between two reloads, while the page is visible; or a function of the last data. */
  readonly every?: number | undefined | ((seen: Data | undefined) => number | undefined);
  readonly enabled?: boolean;
}

const keyOf = ({ operation, params, query, body }: AnyCall) => [operation, params, query, body];

/** The API's answer to a call that reads, reloaded after every change. */
export function useRead<Id extends OperationId>(
  call: ApiRequest<Id>,
  { every, enabled = true }: ReadOptions<AnswerTo<Id>> = {},
) {
  const { api } = useConnection();
  return useQuery<AnswerTo<Id>, Failure>({
    queryKey: keyOf(call),
    queryFn: async ({ signal }) => (await api(call, signal)).body,
    enabled,
    refetchInterval: ({ state }) => pause(typeof every === 'function' ? every(state.data) : every),
  });
}

/** The same with its ETag, from which an edit may start. */
export function useAnswered<Id extends OperationId>(call: ApiRequest<Id>, { every }: { every: number }) {
  const { api } = useConnection();
  return useQuery<Answered<Id>, Failure>({
    queryKey: ['answered', ...keyOf(call)],
    queryFn: async ({ signal }) => api(call, signal),
    refetchInterval: () => pause(every),
  });
}

/** A snapshot with its ETag, from which an edit starts. It is reloaded only on request. */
export function useSnapshot<Id extends OperationId>(call: ApiRequest<Id>) {
  const { api } = useConnection();
  return useQuery<Answered<Id>, Failure>({
    queryKey: ['snapshot', ...keyOf(call)],
    queryFn: async ({ signal }) => api(call, signal),
    staleTime: 'static',
    gcTime: 0,
  });
}

export type ListId = {
  [Id in OperationId]: AnswerTo<Id> extends { items: unknown[]; nextCursor: string | null } ? Id : never;
}[OperationId];
export type ItemOf<Id extends OperationId> = AnswerTo<Id> extends { items: (infer Item)[] } ? Item : never;

const PAGE = 100;

interface ListOptions {
  readonly every?: number;
  readonly enabled?: boolean;
  /** About this many items are enough, plus or minus a page. */
  readonly max?: number;
}

/** All items of a bounded list: an account has at most some hundred environments and users. */
export function useList<Id extends ListId>(
  call: ApiRequest<Id>,
  { every, enabled = true, max = Infinity }: ListOptions = {},
) {
  const { api } = useConnection();
  return useQuery<ItemOf<Id>[], Failure>({
    queryKey: [...keyOf(call), 'all', max],
    queryFn: async ({ signal }) => allItems(api, call, max, signal),
    enabled,
    refetchInterval: () => pause(every),
  });
}

async function allItems<Id extends ListId>(
  api: Api,
  call: ApiRequest<Id>,
  max: number,
  signal: AbortSignal,
): Promise<ItemOf<Id>[]> {
  const items: ItemOf<Id>[] = [];
  let cursor: string | undefined;
  do {
    const { items: more, nextCursor } = await pageOf(api, call, cursor, signal);
    items.push(...more);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < max);
  return items;
}

interface PageOf<Id extends ListId> {
  readonly items: readonly ItemOf<Id>[];
  readonly nextCursor: string | null;
}

async function pageOf<Id extends ListId>(
  api: Api,
  call: ApiRequest<Id>,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<PageOf<Id>> {
  const page = {
    ...call,
    query: { ...call.query, limit: String(PAGE), cursor },
  } as unknown as ApiRequest<Id>;
  return (await api(page, signal)).body as unknown as PageOf<Id>;
}

/** An unbounded list, from its beginning: it grows by a page each time that more of it is needed. */
export function useGrowingList<Id extends ListId>(call: ApiRequest<Id>) {
  const { api } = useConnection();
  const { data, ...rest } = useInfiniteQuery<
    PageOf<Id>,
    Failure,
    InfiniteData<PageOf<Id>>,
    QueryKey,
    string | undefined
  >({
    queryKey: [...keyOf(call), 'growing'],
    queryFn: async ({ pageParam, signal }) => pageOf(api, call, pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return {
    ...rest,
    items: data?.pages.flatMap(({ items }) => items),
    /** The number of answers with the items. */
    answers: data?.pages.length ?? 0,
  };
}

/**
 * Makes a call that changes something. All visible data is then reloaded. While a change is under way `mutate` does
 * nothing. That begins with the click itself, while `isPending` only follows with the next render.
 */
export function useChange<Id extends OperationId>() {
  const { api } = useConnection();
  const queries = useQueryClient();
  const onItsWay = useRef<AbortController>(undefined);
  const [calledOff, setCalledOff] = useState(false);
  const lookAgain = () =>
    void queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== 'snapshot' });
  const { mutate, reset, ...change } = useMutation<Answered<Id>, Failure, ApiRequest<Id>>({
    mutationFn: async (call) => {
      const mine = onItsWay.current;
      try {
        return await api(call, mine?.signal);
      } finally {
        if (onItsWay.current === mine) onItsWay.current = undefined;
      }
    },
    onSuccess: lookAgain,
    // The figures that allowed it are out of date.
    onError: ({ code }) => {
      if (code === 'concurrency_allocation_exceeded') lookAgain();
    },
  });
  return {
    ...change,
    reset: () => {
      reset();
      setCalledOff(false);
    },
    mutate(
      call: ApiRequest<Id>,
      options: { onSuccess?: (answered: Answered<Id>) => void; onError?: (failure: Failure) => void } = {},
    ) {
      if (onItsWay.current !== undefined) return;
      onItsWay.current = new AbortController();
      setCalledOff(false);
      mutate(call, options);
    },
    /** Whether the user stopped waiting for the last change: it may have been made. */
    calledOff,
    callOff: () => {
      onItsWay.current?.abort();
      onItsWay.current = undefined;
      reset();
      setCalledOff(true);
      lookAgain();
    },
  };
}

/** Whether this page has made such a change, or is making it, also if what asked for it is no longer shown. */
export function useHasMade(isSuch: (call: AnyCall) => boolean): boolean {
  const calls = useMutationState({
    filters: { predicate: ({ state }) => state.status !== 'error' },
    select: ({ state }) => state.variables as AnyCall | undefined,
  });
  return calls.some((call) => call !== undefined && isSuch(call));
}
