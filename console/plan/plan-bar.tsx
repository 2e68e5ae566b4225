import { useEnvironments } from '../environments/environment-provider.tsx';
import { Name } from '../parts/name.tsx';
import type { Concurrency } from './use-concurrency.ts';

/** The colours repeat after so many environments; the order and the names tell them apart. */
const COLOURS = 8;

/** The plan as a bar: what each environment holds of it, how much of that is in use, and what is free. */
export function PlanBar({ concurrency, legend = true }: { concurrency: Concurrency; legend?: boolean }) {
  const { current } = useEnvironments();
  const { plan, allocated, unallocated, activeCalls, environments } = concurrency;
  const summary = `Of ${plan.maxConcurrentCalls} concurrent calls, ${allocated} are allocated, ${activeCalls} are in use and ${unallocated} are free.`;
  return (
    <div className="plan">
      <div className="plan-bar" role="img" aria-label={summary}>
        {environments.map(
          ({ environmentId, name, allocatedConcurrentCalls: held, activeCalls: used }, index) =>
            held === 0 ? null : (
              <div
                key={environmentId}
                className={`share colour-${index % COLOURS}`}
                style={{ flexGrow: held }}
                title={`${name}: ${used} of ${held}`}
              >
                <div className="used" style={{ inlineSize: `${Math.min(100, (100 * used) / held)}%` }} />
              </div>
            ),
        )}
        {unallocated > 0 && (
          <div
            className="share unallocated"
            style={{ flexGrow: unallocated }}
            title={`free: ${unallocated}`}
          />
        )}
      </div>
      {legend && (
        <ul className="plan-legend">
          {environments.map(({ environmentId, name, hidden, ...share }, index) => (
            <li key={environmentId} className={environmentId === current.id ? 'current' : undefined}>
              <span className={`swatch colour-${index % COLOURS}`} aria-hidden="true" />
              <span className="name">
                <Name text={name} />
                {hidden && ' (hidden)'}
              </span>{' '}
              <span className="figures">
                {share.activeCalls} of {share.maxConcurrentCalls}
                {share.allocatedConcurrentCalls > share.maxConcurrentCalls &&
                  `, holding ${share.allocatedConcurrentCalls} until calls end`}
              </span>
            </li>
          ))}
          <li>
            <span className="swatch unallocated" aria-hidden="true" />
            <span className="name">Free</span> <span className="figures">{unallocated}</span>
          </li>
        </ul>
      )}
    </div>
  );
}
