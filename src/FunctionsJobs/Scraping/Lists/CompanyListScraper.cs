using System.Text.Json;
using FunctionsJobs.Children;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Scraping.Lists;

/// <summary>Has the pages of a list read, by a child job <c>scraping/company</c> for each, and collects what became of them.</summary>
public sealed class CompanyListScraper(ChildJobs children)
{
    private const string Queue = "scraping";
    private const string ChildType = "company";
    private const int MaxFailures = 100;

    /// <summary>Submits the children of a part of the list.</summary>
    /// <param name="client">Starts them.</param>
    /// <param name="execution">The parent.</param>
    /// <param name="urls">The list.</param>
    /// <param name="first">The first page of the part.</param>
    /// <returns>The first page of the next part; the list's length after the last.</returns>
    public async Task<int> SubmitAsync(DurableTaskClient client, JobExecution execution, CompanyUrls urls, int first)
    {
        var part = urls.From(first, ChildJobs.BatchSize)
            .Select(page => new ChildJob(page.Number, JsonSerializer.SerializeToElement(new CompanyPageData(page.Url), CompanyListJson.Default.CompanyPageData)))
            .ToList();
        await children.SubmitAsync(client, execution, Queue, ChildType, urls.Count, part);
        return first + part.Count;
    }

    /// <summary>Collects what became of the children, when they have ended.</summary>
    public async Task<CompanyListResult> CollectAsync(string parentId, CompanyUrls urls, CancellationToken cancellation)
    {
        var (succeeded, failed, cancelled) = (0, 0, 0);
        var companies = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var failures = new List<CompanyListFailure>();
        var number = 0;
        await foreach (var child in children.ReadAsync(parentId, cancellation))
        {
            while (number < urls.Count && JobId.OfChild(parentId, number) != child.Id)
            {
                Fail("page_refused", "The page's address was refused.");
            }

            switch (child.State)
            {
                case JobState.Completed:
                    succeeded++;
                    number++;
                    if (CompanyOf(child) is { } company && known.Add(company))
                    {
                        companies.Add(company);
                    }

                    break;
                case JobState.Cancelled or JobState.Cancelling:
                    cancelled++;
                    number++;
                    break;
                default:
                    Fail(child.Error?.Code ?? "not_ended", child.Error?.Message ?? "The job of this page was run again and has not ended.");
                    break;
            }
        }

        while (number < urls.Count)
        {
            Fail("page_refused", "The page's address was refused.");
        }

        return new CompanyListResult
        {
            Total = urls.Count,
            Duplicates = urls.Duplicates,
            Succeeded = succeeded,
            Failed = failed,
            Cancelled = cancelled,
            CompanyIds = companies,
            Failures = failures,
        };

        void Fail(string code, string message)
        {
            failed++;
            if (failures.Count < MaxFailures)
            {
                failures.Add(new CompanyListFailure(urls[number], code, message));
            }

            number++;
        }
    }

    private static string? CompanyOf(JobRecord child)
    {
        using var result = JsonDocument.Parse(child.Result ?? "{}");
        return result.RootElement.TryGetProperty("companyId", out var id) ? id.GetString() : null;
    }
}
