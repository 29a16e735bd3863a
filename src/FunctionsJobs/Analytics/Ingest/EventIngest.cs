using System.Net;
using FunctionsJobs.Analytics.Retention;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Analytics.Ingest;

/// <summary>
/// Stores a body of event lines of any size with bounded memory: one line buffer and two batches.
/// </summary>
/// <remarks>
/// Lines stand for themselves: a bad one is rejected and reported, the others are stored. Batches are committed while the body still arrives, so
/// what was accepted stays accepted when a later line is bad, the body is refused part-way or the sender breaks off; sending the whole body again
/// is always right, because ids are idempotent.
/// </remarks>
public sealed class EventIngest(
    IAnalyticsStore store, IEventRetention retention, IOptions<AnalyticsOptions> options, TimeProvider time, ILogger<EventIngest> logger)
{
    private static readonly LineError TooLong = new("$", "is too long");
    private static readonly LineError TooOld = new("at", "must not be before the time from which the publisher's events are kept");
    private readonly AnalyticsOptions _options = options.Value;

    /// <summary>Reads the body to its end, or to the point where it must be refused.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="isGzip">Whether it is packed.</param>
    /// <param name="publisherId">The only publisher whose events are stored, lines of others being rejected; null for all.</param>
    /// <param name="cancellation">Cancels between reads and writes; what was committed stays.</param>
    /// <exception cref="AnalyticsStoreException">A batch could not be stored and never will be; the ones before it are.</exception>
    /// <exception cref="IOException">The sender broke off; the batches before are stored.</exception>
    public async Task<IngestReport> ReceiveAsync(Stream body, bool isGzip, string? publisherId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(body);
        var started = time.GetTimestamp();
        var report = new IngestReport(_options.MaxReportedErrors);
        await using var unpacked = isGzip ? new UnpackedBody(body, _options) : null;
        using var lines = new LineReader(unpacked is null ? body.ReadAsync : unpacked.ReadAsync, _options.MaxLineBytes);
        var batches = new EventBatches(store, _options.BatchSize, report);
        try
        {
            report.Refusal = await ReadAllAsync(lines, batches, report, publisherId, cancellation);
            await batches.CompleteAsync(cancellation);
        }
        catch (AnalyticsStoreException e) when (e.IsTransient)
        {
            AnalyticsLog.StoreUnavailable(logger, e, report.Accepted);
            report.Refusal = new(HttpStatusCode.ServiceUnavailable, "The events cannot be stored now; send them again later.");
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            await batches.AbandonAsync();
            AnalyticsLog.SenderBrokeOff(logger, e, report.Accepted);
            throw;
        }
        finally
        {
            await batches.AbandonAsync();
        }

        AnalyticsLog.EventsReceived(
            logger, report.Accepted, report.Duplicates, report.Rejected, time.GetElapsedTime(started).TotalMilliseconds);
        return report;
    }

    // Why the body was not read to its end, or null.
    private async Task<BodyRefusal?> ReadAllAsync(
        LineReader lines, EventBatches batches, IngestReport report, string? publisherId, CancellationToken cancellation)
    {
        var parser = new EventLineParser(time, _options.MaxEventLead, publisherId);
        var horizons = await retention.ReadHorizonsAsync(publisherId, cancellation);
        while (true)
        {
            try
            {
                if (!await lines.FetchAsync(cancellation))
                {
                    return null;
                }
            }
            catch (BodyRefusedException e)
            {
                AnalyticsLog.BodyRefused(logger, e, report.Accepted);
                return e.Refusal;
            }
            catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                AnalyticsLog.BodyRefused(logger, e, report.Accepted);
                return new(HttpStatusCode.RequestEntityTooLarge, "The body is longer than this host takes; send it in parts.");
            }

            while (!TakeLines(lines, parser, horizons, batches, report))
            {
                await batches.SendAsync(cancellation);
            }
        }
    }

    // Whether everything that has arrived was taken; otherwise the batch is full.
    private static bool TakeLines(
        LineReader lines, EventLineParser parser, IReadOnlyDictionary<string, DateTimeOffset> horizons, EventBatches batches, IngestReport report)
    {
        while (!batches.IsFull)
        {
            if (!lines.TryNext(out var line, out var isTooLong))
            {
                return true;
            }

            if (isTooLong)
            {
                report.Reject(lines.Number, TooLong);
            }
            else if (!line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                // A blank line says nothing.
            }
            else if (!parser.TryParse(line, out var value, out var error))
            {
                report.Reject(lines.Number, error);
            }
            else if (horizons.TryGetValue(value.PublisherId, out var horizon) && value.AtMilliseconds < horizon.ToUnixTimeMilliseconds())
            {
                report.Reject(lines.Number, TooOld);
            }
            else
            {
                batches.Add(value);
            }
        }

        return false;
    }
}
