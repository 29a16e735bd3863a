namespace FunctionsJobs.Analytics.Sample;

/// <summary>Puts a sample into a store, as an ordinary sender would. Loading it again changes nothing.</summary>
public static class SampleLoader
{
    private const int BatchSize = 10_000;

    /// <summary>Stores all events of the plan.</summary>
    /// <param name="store">An open store.</param>
    /// <param name="plan">What to generate.</param>
    /// <param name="progress">Told the number of events sent so far, after each batch; may be null.</param>
    /// <param name="cancellation">Stops between batches; what was stored stays.</param>
    /// <returns>How many were new, and how many were there already.</returns>
    public static async Task<IngestResult> LoadAsync(
        IAnalyticsStore store, SamplePlan plan, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var total = default(IngestResult);
        foreach (var batch in SampleEvents.Generate(plan).Chunk(BatchSize))
        {
            var result = await store.AddEventsAsync(batch, cancellation);
            total = new IngestResult(total.Accepted + result.Accepted, total.Duplicates + result.Duplicates);
            progress?.Report(total.Accepted + total.Duplicates);
        }

        return total;
    }
}
