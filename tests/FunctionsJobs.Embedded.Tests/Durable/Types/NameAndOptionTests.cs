using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable.Types;

/// <summary>Names, versions and options: their equality, conversions and copies.</summary>
public sealed class NameAndOptionTests
{
    [Fact]
    public void TaskName_WhenCompared_DisregardsCase()
    {
        TaskName name = "Hello";

        Assert.True(name == "hELLO");
        Assert.True(name != "Hallo");
        Assert.Equal(name.GetHashCode(), new TaskName("HELLO").GetHashCode());
        Assert.Equal("Hello", (string)name);
        Assert.Equal("Hello", name.ToString());
        Assert.Null(((TaskName)"").Name);
        Assert.Equal(default, (TaskName)null!);
    }

    [Fact]
    public void TaskVersion_WhenThereIsNone_IsUnversioned()
    {
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(null));
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(""));
        Assert.Equal("", TaskVersion.Unversioned.Version);
        Assert.Equal(default(TaskVersion).GetHashCode(), new TaskVersion("").GetHashCode());
        Assert.True(new TaskVersion("1.0-A") == "1.0-a");
        Assert.Throws<ArgumentException>(() => new TaskVersion("  "));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData(" ", "", 0)]
    [InlineData("", "1", -1)]
    [InlineData("1", "", 1)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("2.0", "10.0", -1)]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("beta", "ALPHA", 1)]
    [InlineData("v1", "V1", 0)]
    public void CompareVersions_WhenGivenTwo_OrdersThem(string first, string second, int sign) =>
        Assert.Equal(sign, Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(first, second)));

    [Fact]
    public void SubOrchestrationOptions_WhenMadeOfOthers_KeepsTheirValues()
    {
        var retry = TaskRetryOptions.FromRetryPolicy(new RetryPolicy(1, TimeSpan.FromSeconds(1)));
        var options = new TaskOptions(retry, new Dictionary<string, string> { ["a"] = "b" }) { Version = "2" };

        var withId = options.WithInstanceId("x");
        var copied = new SubOrchestrationOptions((TaskOptions)withId);
        var renamed = new SubOrchestrationOptions(withId, "y");

        Assert.Equal(("x", "2", retry, "b"), (withId.InstanceId, withId.Version!.Value.Version, withId.Retry, withId.Tags!["a"]));
        Assert.Equal("x", copied.InstanceId);
        Assert.Equal("y", renamed.InstanceId);
        Assert.Equal(withId, withId with { });
    }

    [Fact]
    public void StartOrchestrationOptions_WhenCopied_KeepsEverything()
    {
        var options = new StartOrchestrationOptions("x", DateTimeOffset.UnixEpoch) { Version = "1", Tags = new Dictionary<string, string> { ["a"] = "b" } }
            .WithDedupeStatuses(OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Running);

        var copy = new StartOrchestrationOptions(options);

        Assert.Equal(options, copy);
        Assert.Equal(["Completed", "Running"], copy.DedupeStatuses!);
        Assert.Empty(new StartOrchestrationOptions().Tags);
        Assert.Equal(7, StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Count);
    }

    [Fact]
    public async Task Pageable_WhenPagesHaveTokens_ReadsUntilThereIsNone()
    {
        var asked = new List<(string?, int?)>();
        var pageable = Pageable.Create<int>((token, size, _) =>
        {
            asked.Add((token, size));
            return Task.FromResult(token is null ? new Page<int>([1, 2], "next") : new Page<int>([3]));
        });
        var all = new List<int>();
        await foreach (var value in pageable)
        {
            all.Add(value);
        }

        await foreach (var page in pageable.AsPages("next", 7))
        {
            Assert.Equal([3], page.Values);
        }

        Assert.Equal([1, 2, 3], all);
        Assert.Equal([(null, null), ("next", null), ("next", 7)], asked);
    }

    [Fact]
    public void PurgeResult_WhenTheCountIsNegative_Throws()
    {
        Assert.Throws<ArgumentException>(() => new PurgeResult(-1));
        Assert.Equal((2, true), (new PurgeResult(2, true).PurgedInstanceCount, new PurgeResult(2, true).IsComplete));
        Assert.Null(new PurgeResult(2).IsComplete);
    }

    [Fact]
    public void OrchestrationMetadata_WhenShown_ShortensPayloads()
    {
        var instance = new OrchestrationMetadata("N", "i")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Failed,
            SerializedInput = new string('x', 60),
            FailureDetails = new TaskFailureDetails("T", "m", null, null, null),
        };

        Assert.True(instance.IsCompleted);
        Assert.False(instance.IsRunning);
        Assert.Equal(
            $"[Name: 'N', ID: 'i', RuntimeStatus: Failed, CreatedAt: 0001-01-01T00:00:00, LastUpdatedAt: 0001-01-01T00:00:00, Input: '{new string('x', 50)}...', FailureDetails: 'T - m']",
            instance.ToString());
    }
}
