using System.Diagnostics;
using FunctionsJobs.Embedded.Telemetry;

namespace FunctionsJobs.Embedded.Tests.Telemetry;

public sealed class SpanIdTests
{
    [Fact]
    public void Of_WhenAskedAgain_IsTheSameAndWellFormed()
    {
        var id = SpanIds.Of("execution", 3);

        Assert.Equal(id, SpanIds.Of("execution", 3));
        Assert.Matches("^[0-9a-f]{16}$", id);
    }

    [Fact]
    public void Of_WhenExecutionsOrTasksDiffer_Differs()
    {
        var ids = new HashSet<string>();
        for (var execution = 0; execution < 200; execution++)
        {
            for (var task = SpanIds.Orchestration; task < 200; task++)
            {
                ids.Add(SpanIds.Of($"execution {execution}", task));
            }
        }

        Assert.Equal(200 * 201, ids.Count);
    }

    // It writes a field of the runtime; a runtime without it must not go unnoticed.
    [Fact]
    public void Set_WhenTheSpanWasJustStarted_GivesItTheId()
    {
        using var span = new Activity("span").SetIdFormat(ActivityIdFormat.W3C);
        span.Start();

        SpanIds.Set(span, "00f067aa0ba902b7");

        Assert.Equal("00f067aa0ba902b7", span.SpanId.ToHexString());
        Assert.Equal($"00-{span.TraceId}-00f067aa0ba902b7-00", span.Id);
    }
}
