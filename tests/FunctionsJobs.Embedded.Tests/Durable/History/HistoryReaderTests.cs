using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Durable.History;

public sealed class HistoryReaderTests
{
    private static readonly DateTime s_at = new(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private static readonly HistoryEvent[] s_events =
    [
        OrchestratorStarted.Instance,
        new TaskScheduled { TaskId = 1, Name = "A", Version = "", Input = "1" },
        new TaskCompleted { TaskId = 2, Result = "2" },
        new TaskFailed { TaskId = 3, Failure = Fail("f") },
        new TimerCreated { TaskId = 4, FireAt = s_at.AddTicks(7) },
        new TimerFired { TaskId = 5 },
        new EventRaised { Name = "E", Payload = "6" },
        new EventSent { TaskId = 7, InstanceId = "i", Name = "E", Payload = "7" },
        new SubOrchestrationCreated { TaskId = 8, Name = "S", InstanceId = "c", Version = "1.0", Input = "8" },
        new SubOrchestrationCompleted { TaskId = 9, Result = "9" },
        new SubOrchestrationFailed { TaskId = 10, Failure = Fail("g") with { IsNonRetriable = true, StackTrace = "s" } },
        new ExecutionSuspended { Reason = "r" },
        new ExecutionResumed { Reason = null },
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, s_events.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void Read_WhenWrittenBefore_IsTheSame(int index)
    {
        var written = s_events[index];

        var record = written.ToRecord(12, 3, s_at);

        Assert.Equal((12, 3, s_at), (record.Sequence, record.Turn, record.At));
        Assert.Equal(written, HistoryReader.Read(record));
    }

    [Fact]
    public void Types_WhenListed_AreThePersistedNames()
    {
        Assert.Equal(
            [
                "OrchestratorStarted", "TaskScheduled", "TaskCompleted", "TaskFailed", "TimerCreated", "TimerFired", "EventRaised", "EventSent",
                "SubOrchestrationCreated", "SubOrchestrationCompleted", "SubOrchestrationFailed", "ExecutionSuspended", "ExecutionResumed",
            ],
            s_events.Select(e => e.Type));
    }

    [Fact]
    public void Read_WhenTagged_KeepsTags()
    {
        var written = new TaskScheduled { TaskId = 1, Name = "A", Version = "2", Tags = new Dictionary<string, string> { ["k"] = "v" } };

        var read = (TaskScheduled)HistoryReader.Read(written.ToRecord(1, 1, s_at));

        Assert.Equal("v", read.Tags!["k"]);
        Assert.Equal("2", read.Version);
    }

    [Theory]
    [InlineData("Surprise", null)]
    [InlineData("TimerCreated", null)]
    [InlineData("TimerCreated", "{}")]
    [InlineData("TimerCreated", "{\"fireAt\":\"2030-01-01T00:00:00Z\",\"more\":1}")]
    [InlineData("TimerCreated", "{")]
    [InlineData("TaskFailed", null)]
    [InlineData("TaskFailed", "{\"errorType\":\"x\"}")]
    public void Read_WhenItCannotBeUnderstood_Throws(string type, string? detail)
    {
        var record = new HistoryRecord { Sequence = 1, Turn = 1, At = s_at, Type = type, Detail = detail };

        Assert.Throws<InvalidHistoryException>(() => HistoryReader.Read(record));
    }

    [Fact]
    public void SubOrchestrationEnd_WhenForAnotherExecution_IsNothing()
    {
        var message = SubOrchestrationEnd.Message(new ParentLink("p", "e1", "P", 4), "7", null);

        Assert.Equal(new SubOrchestrationCompleted { TaskId = 4, Result = "7" }, SubOrchestrationEnd.Read(message, "e1"));
        Assert.Null(SubOrchestrationEnd.Read(message, "e2"));
        Assert.Throws<InvalidHistoryException>(() => SubOrchestrationEnd.Read(
            new MessageRecord { Target = "p", Kind = MessageKind.SubOrchestrationCompleted, Detail = "[]" }, "e1"));
    }

    private static Failure Fail(string message) => new() { ErrorType = "T", ErrorMessage = message, InnerFailure = new Failure { ErrorType = "U", ErrorMessage = "inner" } };
}
