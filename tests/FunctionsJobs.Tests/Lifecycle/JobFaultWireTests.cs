using FunctionsJobs.Lifecycle;
using Microsoft.DurableTask;

namespace FunctionsJobs.Tests.Lifecycle;

public class JobFaultWireTests
{
    public static TheoryData<JobFaultCategory, bool> Cases()
    {
        var cases = new TheoryData<JobFaultCategory, bool>();
        foreach (var category in Enum.GetValues<JobFaultCategory>())
        {
            cases.Add(category, true);
            cases.Add(category, false);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TryDecode_OfAnEncodedFault_GivesItBack(JobFaultCategory category, bool retryable)
    {
        var fault = Fault with { Category = category, Retryable = retryable };

        Assert.True(JobFaultWire.TryDecode(JobFaultWire.Encode(fault), out var decoded));
        Assert.Equal(fault, decoded);
    }

    [Fact]
    public void Encode_IsTheFormThatHistoriesKeep()
    {
        Assert.Equal("[job-fault network/upstream_down/retry] No answer: 503.", JobFaultWire.Encode(JobFault.Network("upstream_down", "No answer: 503.")));
        Assert.Equal("[job-fault data/bad/final] Bad.", JobFaultWire.Encode(JobFault.Data("bad", "Bad.")));
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(0.5, 1)]
    [InlineData(7200, 3600)]
    [InlineData(0, null)]
    [InlineData(-1, null)]
    public void TryDecode_OfAFaultThatSaysWhenToComeBack_GivesItBackInWholeSecondsUpToAnHour(double seconds, int? expected)
    {
        var fault = JobFault.Network("busy", "Busy.") with { RetryAfter = TimeSpan.FromSeconds(seconds) };

        Assert.True(JobFaultWire.TryDecode(JobFaultWire.Encode(fault), out var decoded));
        Assert.Equal(fault with { RetryAfter = expected is { } known ? TimeSpan.FromSeconds(known) : null }, decoded);
    }

    [Theory]
    [InlineData("[job-fault network/busy/retry-] x")]
    [InlineData("[job-fault network/busy/retry--1] x")]
    [InlineData("[job-fault network/busy/retry-3601] x")]
    [InlineData("[job-fault network/busy/final-1] x")]
    public void TryDecode_OfAWaitThatIsNone_IsFalse(string text) => Assert.False(JobFaultWire.TryDecode(text, out _));

    [Fact]
    public void Encode_OfAMessageWithLineBreaks_IsOneLine()
    {
        var line = JobFaultWire.Encode(Fault with { Message = "a\r\nb\tc\u2028d\0e" });

        Assert.EndsWith("] a  b c d e", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_OfALongMessage_KeepsItsBeginning()
    {
        Assert.True(JobFaultWire.TryDecode(JobFaultWire.Encode(Fault with { Message = new string('x', 5000) }), out var decoded));
        Assert.Equal(JobFault.MaxMessageLength, decoded.Message.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void Encode_OfSomethingThatIsNoCode_Throws(string code)
    {
        Assert.Throws<ArgumentException>(() => JobFaultWire.Encode(Fault with { Code = code }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no fault here")]
    [InlineData("[job-fault data/bad/final")]
    [InlineData("[job-fault data/bad] x")]
    [InlineData("[job-fault nothing/bad/final] x")]
    [InlineData("[job-fault data/bad/maybe] x")]
    [InlineData("[job-fault data/BAD/final] x")]
    public void TryDecode_OfSomethingElse_IsFalse(string text)
    {
        Assert.False(JobFaultWire.TryDecode(text, out _));
    }

    [Fact]
    public void TryDecode_WhenTheMessageHoldsAnotherMark_TakesTheFirst()
    {
        Assert.True(JobFaultWire.TryDecode("[job-fault data/bad/final] said [job-fault network/fake/retry] so", out var fault));
        Assert.Equal("bad", fault.Code);
    }

    // What arrives on each way: our own host; the isolated worker (its text cut at the first ": ", first line only); the same with
    // user exceptions passed through (no type in front, so that the mark lands in the type); a wrapped failure of a sub-orchestration.
    [Theory]
    [InlineData("FunctionsJobs.Lifecycle.JobFaultException", "[job-fault network/upstream_down/retry] No answer: 503.", "No answer: 503.")]
    [InlineData("FunctionsJobs.Lifecycle.JobFaultException", "[job-fault network/upstream_down/retry] No answer", "No answer")]
    [InlineData("[job-fault network/upstream_down/retry] No answer", "503.", "No answer: 503.")]
    [InlineData("Microsoft.DurableTask.TaskFailedException", "Task 'X' (#3) failed with an unhandled exception: [job-fault network/upstream_down/retry] No answer", "No answer")]
    public void ToJobFault_OnEveryWayAFailureTravels_FindsTheFault(string type, string message, string expected)
    {
        var fault = new TaskFailureDetails(type, message, null, null, null).ToJobFault();

        Assert.Equal(JobFault.Network("upstream_down", expected), fault);
    }

    [Fact]
    public void ToJobFault_WhenTheFaultIsInner_FindsIt()
    {
        var inner = new TaskFailureDetails("T", "[job-fault data/bad/final] Bad.", null, null, null);

        Assert.Equal(JobFault.Data("bad", "Bad."), new TaskFailureDetails("System.Exception", "outer", null, inner, null).ToJobFault());
    }

    [Fact]
    public void ToJobFault_WhenThereIsNone_IsARetryableSystemFaultWithoutInternals()
    {
        var fault = new TaskFailureDetails("System.NullReferenceException", "secret", "at Secret()", null, null).ToJobFault();

        Assert.Equal((JobFaultCategory.System, "activity_failed", true), (fault.Category, fault.Code, fault.Retryable));
        Assert.DoesNotContain("secret", fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static JobFault Fault => JobFault.System("broken", "It broke.");
}
