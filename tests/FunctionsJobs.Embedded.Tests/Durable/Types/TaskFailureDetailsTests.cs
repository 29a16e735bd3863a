using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Tests.Durable.Types;

public sealed class TaskFailureDetailsTests
{
    [Fact]
    public void FromException_WhenNested_KeepsTheChain()
    {
        var details = TaskFailureDetails.FromException(new InvalidOperationException("outer", new CustomException("inner")));

        Assert.Equal("System.InvalidOperationException: outer", details.ToString());
        Assert.Equal(typeof(CustomException).FullName, details.InnerFailure!.ErrorType);
        Assert.Equal("inner", details.InnerFailure.ErrorMessage);
        Assert.Null(details.InnerFailure.InnerFailure);
        Assert.Throws<ArgumentNullException>(() => TaskFailureDetails.FromException(null!));
    }

    [Fact]
    public void FromException_WhenATaskFailed_HasItsFailureInside()
    {
        var failed = new TaskFailedException("T", 3, new TaskFailureDetails("System.TimeoutException", "late", null, null, null));

        var details = TaskFailureDetails.FromException(failed);

        Assert.Equal("Task 'T' (#3) failed with an unhandled exception: late", details.ErrorMessage);
        Assert.True(details.InnerFailure!.IsCausedBy<TimeoutException>());
    }

    [Fact]
    public void IsCausedBy_WhenTheTypeOrABaseIsAsked_IsTrue()
    {
        var custom = TaskFailureDetails.FromException(new CustomException("x"));
        var system = TaskFailureDetails.FromException(new ArgumentNullException("x"));

        Assert.True(custom.IsCausedBy<CustomException>());
        Assert.True(custom.IsCausedBy<FormatException>());
        Assert.False(custom.IsCausedBy<ArgumentException>());
        Assert.True(system.IsCausedBy<ArgumentException>());
        Assert.True(system.IsCausedBy(typeof(Exception)));
    }

    [Fact]
    public void IsCausedBy_WhenTheTypeIsUnknown_IsFalse()
    {
        Assert.False(new TaskFailureDetails("No.Such.Type", "x", null, null, null).IsCausedBy<Exception>());
        Assert.False(new TaskFailureDetails("", "x", null, null, null).IsCausedBy<Exception>());
        Assert.Throws<ArgumentException>(() => new TaskFailureDetails("X", "x", null, null, null).IsCausedBy(typeof(string)));
    }

    [Fact]
    public void TaskFailedException_WhenMadeOfAnException_HasItsDetails()
    {
        var failed = new TaskFailedException("T", 3, new InvalidDataException("bad"));

        Assert.Equal(("T", 3, "bad"), (failed.TaskName, failed.TaskId, failed.FailureDetails.ErrorMessage));
        Assert.IsType<InvalidDataException>(failed.InnerException);
#pragma warning disable CS0618 // It still has to work.
        Assert.True(failed.IsCausedByException<InvalidDataException>());
#pragma warning restore CS0618
    }

    private sealed class CustomException(string message) : FormatException(message);
}
