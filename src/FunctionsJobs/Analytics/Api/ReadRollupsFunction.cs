using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Analytics.Api;

/// <summary>
/// <c>GET /api/v1/analytics/rollups?publisherId=&amp;granularity=&amp;from=&amp;to=</c>: all four are required. The range is half-open and widened
/// to whole buckets. Answers 200 with <see cref="RollupsAnswer"/>, without buckets when there are none (a publisher nobody knows looks the same);
/// 400 names each wrong parameter; 503 while the store cannot be read.
/// </summary>
public sealed class ReadRollupsFunction(IAnalyticsStore store, IOptions<AnalyticsOptions> options, ILogger<ReadRollupsFunction> logger)
{
    /// <summary>Handles the request.</summary>
    [Function("analytics-read-rollups")]
    [RequiresRole(Role.Viewer)]
    [Operation("Analytics", "Reads the roll-ups of a publisher over a range, for charts.")]
    [QueryParameter("publisherId", "Whose.", IsRequired = true)]
    [QueryParameter("granularity", "The length of a bucket.", IsRequired = true, Values = ["hour", "day", "week", "month"])]
    [QueryParameter("from", "A date or a time with a zone; the range begins with the bucket that holds it.", IsRequired = true, Type = typeof(DateTimeOffset))]
    [QueryParameter("to", "A date or a time with a zone, exclusive.", IsRequired = true, Type = typeof(DateTimeOffset))]
    [Answers(HttpStatusCode.OK, "The buckets that hold events, and their sums.", typeof(ApiResponse<RollupsAnswer>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/analytics/rollups")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RollupsQuery.Read(request, options.Value.MaxBuckets, out var errors) is not { } query)
        {
            return await request.CreateValidationProblemResponseAsync(errors, cancellationToken);
        }

        // To a caller who is bound to a publisher, there is no other one, whether it has data or not.
        if (!request.FunctionContext.GetCaller().MayUse(query.PublisherId))
        {
            return await request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such publisher.", cancellationToken);
        }

        IReadOnlyList<RollupBucket> buckets;
        try
        {
            buckets = await store.ReadRollupsAsync(query.PublisherId, query.Granularity, query.Range, cancellationToken);
        }
        catch (AnalyticsStoreException e) when (e.IsTransient)
        {
            AnalyticsLog.RollupsUnavailable(logger, e);
            return await request.CreateProblemResponseAsync(
                HttpStatusCode.ServiceUnavailable, "The roll-ups cannot be read now; try again later.", cancellationToken);
        }

        var answer = new RollupsAnswer
        {
            PublisherId = query.PublisherId,
            Granularity = AnalyticsNames.Of(query.Granularity),
            From = query.Range.From,
            To = query.Range.To,
            Totals = new RollupNumbers(buckets.Aggregate(default(RollupCounts), (sum, bucket) => sum + bucket.Counts)),
            Buckets = [.. buckets.Select(bucket => new RollupRow(bucket))],
        };
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<RollupsAnswer>(answer), AnalyticsJson.Default.ApiResponseRollupsAnswer, cancellationToken);
    }
}
