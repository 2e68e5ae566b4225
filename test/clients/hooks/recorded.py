"""OpenTelemetry as a program sets it up, with what it was told kept at hand."""

from __future__ import annotations

from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader, NumberDataPoint
from opentelemetry.sdk.trace import TracerProvider

reader = InMemoryMetricReader()
metrics.set_meter_provider(MeterProvider(metric_readers=[reader]))
trace.set_tracer_provider(TracerProvider())


def measured() -> dict[str, float]:
    """Of counters their value, of histograms how many they were told of each status."""
    data = reader.get_metrics_data()
    values: dict[str, float] = {}
    for resource in data.resource_metrics if data else []:
        for scope in resource.scope_metrics:
            for metric in scope.metrics:
                for point in metric.data.data_points:
                    name = " ".join([metric.name, *map(str, (point.attributes or {}).values())])
                    if isinstance(point, HistogramDataPoint):
                        values[name] = point.count
                    elif isinstance(point, NumberDataPoint):
                        values[name] = point.value
    return values
