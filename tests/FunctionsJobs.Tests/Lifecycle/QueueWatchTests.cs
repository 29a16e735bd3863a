using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Architecture;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;

namespace FunctionsJobs.Tests.Lifecycle;

public sealed class QueueWatchTests
{
    private const string Queue = "email";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ManualTime _time = new();
    private readonly LogCapture _log = new();
    private readonly Mock<IJobRecovery> _recovery = new();
    private readonly Mock<IQueueStore> _queues = new();
    private readonly Mock<IJobIndex> _index = new();

    [Theory]
    [InlineData(16, false, true)]
    [InlineData(15, false, false)]
    [InlineData(16, true, false)]
    public async Task Look_WhenJobsWait_WarnsOfThoseAboveTheLimitInQueuesThatRun(int minutes, bool isPaused, bool warns)
    {
        _recovery.Setup(recovery => recovery.ListQueuesWithWorkAsync(None)).ReturnsAsync([Queue]);
        _queues.Setup(queues => queues.GetAsync(Queue, None)).ReturnsAsync(new QueueStatus { Queue = Queue, IsPaused = isPaused, Limits = QueueLimits.Unlimited, Running = 0 });
        _index.Setup(index => index.FindWaitingSinceAsync(Queue, None)).ReturnsAsync(_time.Now - TimeSpan.FromMinutes(minutes));

        await LookAsync();

        Assert.Equal(warns ? 1 : 0, _log.Text.Split("Jobs of queue email wait for 00:16:00, longer than 00:15:00").Length - 1);
    }

    [Fact]
    public async Task Look_WhenNothingWaits_IsSilent()
    {
        _recovery.Setup(recovery => recovery.ListQueuesWithWorkAsync(None)).ReturnsAsync([Queue]);
        _index.Setup(index => index.FindWaitingSinceAsync(Queue, None)).ReturnsAsync((DateTimeOffset?)null);

        await LookAsync();

        Assert.DoesNotContain("wait for", _log.Text, StringComparison.Ordinal);
    }

    // The words that the alert looks for are those that are logged.
    [Fact]
    public void Warning_IsWhatTheAlertLooksFor()
    {
        var alerts = File.ReadAllText(Path.Combine(Sources.Root, "infra", "modules", "alerts.bicep"));

        Assert.Contains("Message startswith \"Jobs of queue \" and Message contains \" wait for \"", alerts, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:00.5")]
    [InlineData("8.00:00:00")]
    public void Options_OutsideOfTheLimits_AreInvalid(string wait) =>
        Assert.Contains("QueueWatch:MaxWait is", new QueueWatchOptions { MaxWait = TimeSpan.Parse(wait) }.Invalid(), StringComparison.Ordinal);

    private Task LookAsync()
    {
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(_log));
        return new QueueWatch(_recovery.Object, _queues.Object, _index.Object, Options.Create(new QueueWatchOptions()), _time, factory.CreateLogger<QueueWatch>()).LookAsync(None);
    }
}
