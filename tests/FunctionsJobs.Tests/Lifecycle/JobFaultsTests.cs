using System.Net.Sockets;
using FunctionsJobs.Analytics;
using FunctionsJobs.Lifecycle;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Tests.Lifecycle;

public class JobFaultsTests
{
    public static TheoryData<Exception, string> Cases() => new()
    {
        { new JobFaultException(JobFault.Data("bad", "secret")), "data/bad/False" },
        { new AggregateException(new TimeoutException("secret")), "timeout/operation_timeout/True" },
        { new AnalyticsStoreException("secret", isTransient: true), "system/analytics_unavailable/True" },
        { new AnalyticsStoreException("secret", isTransient: false), "data/analytics_refused/False" },
        { new OperationCanceledException("secret"), "system/interrupted/True" },
        { new TaskCanceledException("secret"), "system/interrupted/True" },
        { new HttpRequestException("secret"), "network/unreachable/True" },
        { new SocketException(10061, "secret"), "network/unreachable/True" },
        { new SqliteException("secret", 5), "system/database_failed/True" },
        { new OverflowException("secret"), "data/overflow/False" },
        { new InvalidOperationException("secret"), "system/unexpected/True" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void From_AnException_IsTheFaultItStandsFor(Exception exception, string expected)
    {
        var fault = JobFaults.From(exception);

        Assert.Equal(expected, $"{fault.Category.ToName()}/{fault.Code}/{fault.Retryable}");
        Assert.Equal(exception is JobFaultException, fault.Message.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void CategoryNames_AreReadBack()
    {
        foreach (var category in Enum.GetValues<JobFaultCategory>())
        {
            Assert.True(JobFaultCategoryNames.TryParse(category.ToName(), out var read));
            Assert.Equal(category, read);
        }

        Assert.Equal(["network", "data", "system", "timeout", "cancelled", "dependency"], Enum.GetValues<JobFaultCategory>().Select(c => c.ToName()));
    }
}
