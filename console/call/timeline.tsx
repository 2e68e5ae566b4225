import type { ReactNode } from 'react';
import { outcomes } from '../history/outcome.tsx';
import { At, duration, useNow } from '../format/time.tsx';
import type { AnyCall } from './any-call.ts';

/** The events of a call, from its start on. */
export function Timeline({ of: call }: { of: AnyCall }) {
  return (
    <ol className="timeline">
      <Event at={call.startedAt} title="Started">
        It took one of the environment&apos;s slots.
      </Event>
      {call.status === 'active' ? (
        <Running of={call} />
      ) : (
        <Event at={call.endedAt} title={outcomes[call.outcome].text}>
          {outcomes[call.outcome].means} It held its slot for {duration(call.durationSeconds * 1_000)}.
        </Event>
      )}
    </ol>
  );
}

function Running({ of: { startedAt, leaseExpiresAt } }: { of: Extract<AnyCall, { status: 'active' }> }) {
  const now = useNow();
  const left = Date.parse(leaseExpiresAt) - now;
  return (
    <>
      <li className="going-on">
        <strong>Running for {duration(now - Date.parse(startedAt))}</strong>
      </li>
      <Event at={leaseExpiresAt} title={left > 0 ? `Lease ends in ${duration(left)}` : 'Lease has expired'}>
        A heartbeat extends it.
      </Event>
    </>
  );
}

const Event = ({ at, title, children }: { at: string; title: string; children: ReactNode }) => (
  <li>
    <strong>{title}</strong> <At time={at} seconds />
    <div className="soft">{children}</div>
  </li>
);
