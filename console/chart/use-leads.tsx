import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { figure } from '../format/figure.ts';
import type { CallOutcome } from '../history/outcome.tsx';
import { To } from '../place/page-link.tsx';

export type LeadsTo<Step> = (step: Step, outcome?: CallOutcome) => string;

interface Props<Step> {
  readonly steps: readonly Step[];
  readonly nameOf: (step: Step) => string;
  readonly series: readonly {
    readonly name: string;
    readonly colour: string;
    readonly outcome?: CallOutcome;
  }[];
  readonly format?: (value: number) => string;
  readonly leadsTo?: LeadsTo<Step> | undefined;
}

/**
 * Leads from a bar to its calls: with a click of a mouse, with Enter, and by a link in the details of the bar, which a
 * touch opens first.
 */
export function useLeads<Step>({ steps, nameOf, series, format = figure, leadsTo }: Props<Step>) {
  const navigate = useNavigate();
  /** The bar whose details are shown. */
  const shown = useRef<Step>(undefined);
  const pointer = useRef('');
  if (leadsTo === undefined) return { handlers: {}, popover: {} };
  const stepNamed = (name: string) => steps.find((step) => nameOf(step) === name);
  const lead = (event: MouseEvent | KeyboardEvent, outcome?: CallOutcome) => {
    const isElsewhere = event.target instanceof Element && event.target.closest('a, button') !== null;
    if (shown.current === undefined || isElsewhere) return;
    event.preventDefault();
    // The chart would keep the details open.
    event.stopPropagation();
    void navigate(leadsTo(shown.current, outcome));
  };
  /** The outcome of the part of a bar at a point: the chart tells only which bar it is. */
  const outcomeAt = ({ currentTarget, clientX, clientY }: MouseEvent) =>
    series.find(({ colour, outcome }) => {
      if (outcome === undefined) return false;
      const parts = [...currentTarget.querySelectorAll(`[fill="var(--${colour})"]`)];
      return parts.some((part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return left <= clientX && clientX <= right && top <= clientY && clientY <= bottom;
      });
    })?.outcome;
  return {
    handlers: {
      onPointerDownCapture(event: PointerEvent) {
        pointer.current = event.pointerType;
      },
      onClickCapture(event: MouseEvent) {
        if (pointer.current === 'mouse' && event.target instanceof SVGElement) lead(event, outcomeAt(event));
      },
      onKeyDownCapture(event: KeyboardEvent) {
        if (event.key === 'Enter') lead(event);
      },
    },
    popover: {
      detailPopoverFooter(name: string) {
        const step = stepNamed(name);
        return step === undefined ? null : (
          <ShowCalls
            path={leadsTo(step)}
            onShown={(isShown) => (shown.current = isShown ? step : undefined)}
          />
        );
      },
      detailPopoverSeriesContent({ series: { title }, x, y }: Detail) {
        const outcome = series.find(({ name }) => name === title)?.outcome;
        const step = stepNamed(x);
        const isLink = outcome !== undefined && step !== undefined && y > 0;
        return { key: isLink ? <To path={leadsTo(step, outcome)}>{title}</To> : title, value: format(y) };
      },
    },
  };
}

interface Detail {
  readonly series: { readonly title: string };
  readonly x: string;
  readonly y: number;
}

function ShowCalls({ path, onShown }: { path: string; onShown: (isShown: boolean) => void }) {
  const note = useRef(onShown);
  note.current = onShown;
  useEffect(() => {
    note.current(true);
    return () => note.current(false);
  }, [path]);
  return <To path={path}>Show calls</To>;
}
