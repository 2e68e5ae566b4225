// OpenTelemetry as a program sets it up, with what it was told kept at hand.
import { context, metrics, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const reader = new PeriodicExportingMetricReader({
  exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
});
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
new NodeTracerProvider().register();

/** Of counters their value, of histograms how many they were told of each status. */
export async function measured() {
  const { resourceMetrics } = await reader.collect();
  const all = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  return Object.fromEntries(
    all.flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => [
        [descriptor.name, attributes.status].filter(Boolean).join(' '),
        value.count ?? value,
      ]),
    ),
  );
}

/** @returns the id of the trace that it belongs to, and what came of it */
export async function traced(run) {
  const span = trace.getTracer('test').startSpan('job');
  const result = await context.with(trace.setSpan(context.active(), span), run);
  span.end();
  return { traceId: span.spanContext().traceId, result };
}
