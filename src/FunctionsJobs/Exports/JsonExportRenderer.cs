using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Exports;

/// <summary>JSON objects on a line each: behind commas as the elements of an array, or each for itself. What is not there is null.</summary>
internal sealed class JsonExportRenderer : ExportRenderer
{
    private const int InitialSize = 64 * 1024;

    private readonly Stream _target;
    private readonly bool _isArray;
    private readonly ArrayBufferWriter<byte> _buffer = new(InitialSize);
    private readonly Utf8JsonWriter _writer;
    private bool _isFirst = true;

    public JsonExportRenderer(Stream target, bool isArray)
    {
        (_target, _isArray) = (target, isArray);
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <inheritdoc/>
    public override void Write(in EventRow row)
    {
        Span<byte> buffer = stackalloc byte[ExportText.MaxLength];
        Begin();
        _writer.WriteString("id"u8, row.Id);
        _writer.WriteString("publisherId"u8, row.PublisherId);
        _writer.WriteString("type"u8, AnalyticsNames.Utf8Of(row.Type));
        _writer.WriteString("at"u8, ExportText.Instant(row.AtMilliseconds, buffer));
        WriteText("adUnit"u8, row.HasAdUnit, row.AdUnit);
        WriteText("country"u8, row.HasCountry, row.Country);
        WriteText("device"u8, row.Device is not null, row.Device is { } device ? AnalyticsNames.Utf8Of(device) : default);
        _writer.WritePropertyName("revenue"u8);
        _writer.WriteRawValue(ExportText.Money(row.RevenueMicros, buffer), skipInputValidation: true);
        End();
    }

    /// <inheritdoc/>
    public override void Write(in RollupBucket row)
    {
        Span<byte> buffer = stackalloc byte[ExportText.MaxLength];
        Begin();
        _writer.WriteString("start"u8, ExportText.Instant(row.Start.ToUnixTimeMilliseconds(), buffer));
        _writer.WriteNumber("requests"u8, row.Counts.Requests);
        _writer.WriteNumber("impressions"u8, row.Counts.Impressions);
        _writer.WriteNumber("clicks"u8, row.Counts.Clicks);
        _writer.WritePropertyName("revenue"u8);
        _writer.WriteRawValue(ExportText.Money(row.Counts.RevenueMicros, buffer), skipInputValidation: true);
        WriteRatio("ctr"u8, row.Counts.ClickThroughRate, buffer);
        WriteRatio("fillRate"u8, row.Counts.FillRate, buffer);
        WriteRatio("ecpm"u8, row.Counts.EffectiveCpm, buffer);
        End();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        _target.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _writer.Dispose();

    private void Begin()
    {
        if (_isArray && !_isFirst)
        {
            _buffer.Write(ExportFrame.Separator);
        }

        _isFirst = false;
        _writer.Reset();
        _writer.WriteStartObject();
    }

    private void End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        if (!_isArray)
        {
            _buffer.Write("\n"u8);
        }

        if (_buffer.WrittenCount >= InitialSize / 2)
        {
            Flush();
        }
    }

    private void WriteText(ReadOnlySpan<byte> name, bool isThere, ReadOnlySpan<byte> text)
    {
        if (isThere)
        {
            _writer.WriteString(name, text);
        }
        else
        {
            _writer.WriteNull(name);
        }
    }

    private void WriteRatio(ReadOnlySpan<byte> name, decimal? value, Span<byte> buffer)
    {
        _writer.WritePropertyName(name);
        if (value is { } ratio)
        {
            _writer.WriteRawValue(ExportText.Ratio(ratio, buffer), skipInputValidation: true);
        }
        else
        {
            _writer.WriteNullValue();
        }
    }
}
