using FunctionsJobs.JobStore;

namespace FunctionsJobs.Tests.JobStore;

public class JobTransitionsTests
{
    // Every pair. A dot: the trigger means nothing in the state.
    private const string Table =
        """
        state        due     due-but-blocked  unblocked  admitted  attempt-failed  backoff-elapsed  cancel-requested  stopped    succeeded  failed     retried  children-awaited
        scheduled    queued  blocked          .          .         .               .                cancelled         cancelled  .          failed     .        .
        blocked      .       .                queued     .         .               .                cancelled         cancelled  .          failed     .        .
        queued       .       .                .          running   .               .                cancelled         cancelled  .          failed     .        .
        running      .       .                .          .         retrying        .                cancelling        cancelled  completed  failed     .        blocked
        retrying     .       .                .          .         .               queued           cancelled         cancelled  .          failed     .        .
        cancelling   .       .                .          .         cancelled       .                .                 cancelled  completed  cancelled  .        .
        completed    .       .                .          .         .               .                .                 .          .          .          .        .
        failed       .       .                .          .         .               .                .                 .          .          .          queued   .
        cancelled    .       .                .          .         .               .                .                 .          .          .          queued   .
        """;

    public static TheoryData<string, string, string> Pairs()
    {
        var rows = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var pairs = new TheoryData<string, string, string>();
        foreach (var row in rows.Skip(1))
        {
            for (var column = 1; column < row.Length; column++)
            {
                pairs.Add(row[0], rows[0][column], row[column]);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Next_OfEveryPair_IsWhatTheTableSays(string state, string trigger, string expected)
    {
        var next = JobTransitions.Next(JobStateNames.Parse(state), Triggers()[trigger]);

        Assert.Equal(expected, next?.ToName() ?? ".");
    }

    [Fact]
    public void Table_HasEveryStateAndTrigger()
    {
        Assert.Equal(Enum.GetValues<JobState>().Length * Enum.GetValues<JobTrigger>().Length, Pairs().Count);
    }

    [Fact]
    public void Next_FromATerminalState_NeedsAnExplicitRetry()
    {
        var ways =
            from state in Enum.GetValues<JobState>()
            where state.IsTerminal()
            from trigger in Enum.GetValues<JobTrigger>()
            where trigger != JobTrigger.Retried && JobTransitions.Next(state, trigger) is not null
            select (state, trigger);

        Assert.Empty(ways);
    }

    [Fact]
    public void Drawing_InTheDocs_HasExactlyTheTransitions()
    {
        var drawn = File.ReadLines(Path.Combine(Architecture.Sources.Root, "docs", "job-lifecycle.md"))
            .Select(line => line.Trim())
            .Where(line => line.Contains("-->", StringComparison.Ordinal));
        var actual =
            from state in Enum.GetValues<JobState>()
            from trigger in Enum.GetValues<JobTrigger>()
            let next = JobTransitions.Next(state, trigger)
            where next is not null
            select $"{state.ToName()} --> {next.Value.ToName()}: {trigger.ToName()}";

        Assert.Equal(actual.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_OfStates_AreReadBack()
    {
        Assert.All(Enum.GetValues<JobState>(), state => Assert.Equal(state, JobStateNames.Parse(state.ToName())));
    }

    [Fact]
    public void Parse_OfAnUnknownName_IsAFault()
    {
        Assert.Contains("'Running'", Assert.Throws<JobStoreException>(() => JobStateNames.Parse("Running")).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, JobTrigger> Triggers() => Enum.GetValues<JobTrigger>().ToDictionary(trigger => trigger.ToName());
}
