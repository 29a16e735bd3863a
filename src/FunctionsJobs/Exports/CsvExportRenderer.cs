using System.Text;
using CsvHelper;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Exports;

/// <summary>
/// CSV by RFC 4180: CRLF, quotes where they are needed. Texts that a spreadsheet might run as a formula get an apostrophe in front, which it shows as
/// text; numbers stay numbers.
/// </summary>
internal sealed class CsvExportRenderer(Stream target) : ExportRenderer
{
    private readonly CsvWriter _writer = CsvWriter.Create(target, new CsvWriterOptions(), leaveOpen: true);

    /// <inheritdoc/>
    public override void Write(in EventRow row)
    {
        Span<byte> buffer = stackalloc byte[ExportText.MaxLength];
        WriteText(row.Id);
        WriteText(row.PublisherId);
        _writer.WriteField(AnalyticsNames.Utf8Of(row.Type));
        _writer.WriteField(ExportText.Instant(row.AtMilliseconds, buffer));
        WriteText(row.AdUnit);
        WriteText(row.Country);
        _writer.WriteField(row.Device is { } device ? AnalyticsNames.Utf8Of(device) : default);
        _writer.WriteField(ExportText.Money(row.RevenueMicros, buffer));
        _writer.EndRecord();
    }

    /// <inheritdoc/>
    public override void Write(in RollupBucket row)
    {
        Span<byte> buffer = stackalloc byte[ExportText.MaxLength];
        _writer.WriteField(ExportText.Instant(row.Start.ToUnixTimeMilliseconds(), buffer));
        _writer.WriteField(row.Counts.Requests, default);
        _writer.WriteField(row.Counts.Impressions, default);
        _writer.WriteField(row.Counts.Clicks, default);
        _writer.WriteField(ExportText.Money(row.Counts.RevenueMicros, buffer));
        WriteRatio(row.Counts.ClickThroughRate, buffer);
        WriteRatio(row.Counts.FillRate, buffer);
        WriteRatio(row.Counts.EffectiveCpm, buffer);
        _writer.EndRecord();
    }

    /// <inheritdoc/>
    public override void Flush() => _writer.Flush();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _writer.Dispose();

    private void WriteText(ReadOnlySpan<byte> text)
    {
        if (ExportText.IsFormula(text))
        {
            _writer.WriteField("'" + Encoding.UTF8.GetString(text), CsvQuoting.Always);
        }
        else
        {
            _writer.WriteField(text);
        }
    }

    private void WriteRatio(decimal? value, Span<byte> buffer) =>
        _writer.WriteField(value is { } ratio ? ExportText.Ratio(ratio, buffer) : default);
}
