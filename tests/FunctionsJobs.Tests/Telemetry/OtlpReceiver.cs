using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP on a free port of 127.0.0.1, and reads the little of it that tests ask for.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentDictionary<string, bool> _metrics = new();
    private readonly StringBuilder _text = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/traces", http => TakeAsync(http, ReadTraces));
        _app.MapPost("/v1/metrics", http => TakeAsync(http, ReadMetrics));
    }

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    public IReadOnlyCollection<string> Metrics => [.. _metrics.Keys];

    /// <summary>Everything that was received, as far as it is text.</summary>
    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http, Action<ProtoFields> read)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        lock (_text)
        {
            _text.Append(Encoding.UTF8.GetString(body.ToArray()));
        }

        read(new ProtoFields(body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }

    // ExportTraceServiceRequest: resource_spans 1, scope_spans 2, spans 2; a Span has trace_id 1, span_id 2, parent_span_id 4, name 5, kind 6.
    private void ReadTraces(ProtoFields request)
    {
        foreach (var span in request.Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)))
        {
            _spans.Enqueue(new OtlpSpan(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5)));
        }
    }

    // ExportMetricsServiceRequest: resource_metrics 1, scope_metrics 2, metrics 2; a Metric has name 1.
    private void ReadMetrics(ProtoFields request)
    {
        foreach (var metric in request.Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)))
        {
            _metrics[metric.Text(1)] = true;
        }
    }
}

/// <summary>A span as it was received; ids in hexadecimal.</summary>
internal sealed record OtlpSpan(string TraceId, string SpanId, string ParentId, string Name);
