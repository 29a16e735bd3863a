using FunctionsJobs.Telemetry;
using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Tests.Telemetry;

public sealed class TelemetrySettingsTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:4317", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://127.0.0.1:4317", false, true)]
    [InlineData("OTEL_TRACES_EXPORTER=otlp", true, false)]
    [InlineData("OTEL_METRICS_EXPORTER=otlp", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 OTEL_METRICS_EXPORTER=none", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 OTEL_TRACES_EXPORTER=none", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 OTEL_SDK_DISABLED=true", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 OTEL_TRACES_EXPORTER=console", false, true)]
    public void Read_WhenSettingsAreGiven_FollowsThem(string settings, bool traces, bool metrics)
    {
        var read = Read(settings);

        Assert.Equal((traces, metrics), (read.Traces, read.Metrics));
    }

    [Fact]
    public void Read_WhenAnExporterIsUnknown_NamesTheSetting()
        => Assert.Equal(["OTEL_METRICS_EXPORTER=prometheus"], Read("OTEL_METRICS_EXPORTER=prometheus").Unknown);

    private static TelemetrySettings Read(string settings)
        => TelemetrySettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
            .Build());
}
