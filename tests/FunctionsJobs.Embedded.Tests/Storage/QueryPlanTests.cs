using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Migrations;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>No query reads or sorts the whole table, however many finished instances there are.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private readonly TemporaryTaskHub _hub = new();
    private readonly SqliteDatabase _database;

    public QueryPlanTests()
    {
        _database = SqliteDatabase.Open(_hub.FilePath, TimeSpan.Zero);
        new TaskHubMigrator(TaskHubMigrations.All, TimeProvider.System, NullLogger.Instance).Migrate(_database);
        _database.Execute(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
            INSERT INTO instances (instance_key, instance_id, execution_id, name, version, status, created_at, updated_at, open_activities)
            SELECT i, 'a' || i, '', '', '', 'Failed', 1, 1, 0 FROM n;
            """, "filling");
    }

    public static TheoryData<string> Queries => [.. Filters.Keys];

    private static Dictionary<string, InstanceFilter> Filters { get; } = new()
    {
        ["all"] = new(),
        ["status"] = new() { Statuses = ["Running", "Failed"] },
        ["created"] = new() { CreatedFrom = DateTime.UnixEpoch, CreatedTo = DateTime.UnixEpoch },
        ["status, created and completed"] = new() { Statuses = ["Completed"], CreatedTo = DateTime.UnixEpoch, CompletedFrom = DateTime.UnixEpoch },
        ["prefix"] = new() { InstanceIdPrefix = "a" },
        ["prefix and status"] = new() { InstanceIdPrefix = "a", Statuses = ["Failed"] },
        ["parent"] = new() { ParentInstanceId = "p" },
        ["parent, prefix and status"] = new() { ParentInstanceId = "p", InstanceIdPrefix = "a", Statuses = ["Failed", "Running"] },
    };

    public void Dispose()
    {
        _database.Dispose();
        _hub.Dispose();
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void QueryInstances_FollowsAnIndexInTheOrderOfThePages(string query)
    {
        var filter = Filters[query];
        using var reader = new HubReader(_database);
        string token = (filter.ParentInstanceId, filter.InstanceIdPrefix) switch
        {
            (not null, _) => new InstanceCursor.AfterKey(1).ToToken(),
            (_, not null) => new InstanceCursor.AfterId("a").ToToken(),
            _ => new InstanceCursor.AfterCreated(1, 1).ToToken(),
        };
        InstanceQuery.Read(reader, filter, continuation: null, 10, default);
        InstanceQuery.Read(reader, filter, token, 10, default);

        AssertPlans(reader);
    }

    [Fact]
    public void QueryInstances_WhenFewHaveTheStatus_SortsThoseInsteadOfWalkingThePrefix()
    {
        using var reader = new HubReader(_database);
        InstanceQuery.Read(reader, new() { InstanceIdPrefix = "a", Statuses = ["Running"] }, continuation: null, 10, default);

        Assert.Contains(reader.PreparedTexts.SelectMany(Explain), line => line.StartsWith("SEARCH i USING INDEX instances_by_status", StringComparison.Ordinal));
        Assert.DoesNotContain(reader.PreparedTexts.SelectMany(Explain), line => line.Contains("autoindex", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CompletedIds_FollowTheIndexOfCompletions(bool hasStatuses)
    {
        using var reader = new HubReader(_database);
        var filter = new InstanceFilter { Statuses = hasStatuses ? ["Failed"] : null, CompletedFrom = DateTime.UnixEpoch, CompletedTo = DateTime.UnixEpoch };
        CompletedIds.Read(reader, new InstanceFilter { Statuses = filter.Statuses }, continuation: null, 10, default);
        CompletedIds.Read(reader, filter, new InstanceCursor.AfterCompleted(1, 1).ToToken(), 10, default);

        AssertPlans(reader);
        Assert.All(reader.PreparedTexts.SelectMany(Explain), line => Assert.StartsWith("SEARCH i USING INDEX instances_by_completion", line, StringComparison.Ordinal));
    }

    [Fact]
    public void PointReads_FollowAnIndex()
    {
        using var reader = new HubReader(_database);
        InstanceReader.Read(reader, "a", withPayloads: true);
        InstanceReader.Read(reader, 1, withPayloads: true);
        HistoryReader.Read(reader, 1, default);
        HistoryReader.ReadMessages(reader, [1], default);
        EntityReader.Read(reader, "@e@k");
        EntityReader.ReadDocument(reader, "d");
        EntityReader.ReadPage(reader, new EntityFilter { EntityIdPrefix = "@e@" }, null, 10, default);

        AssertPlans(reader);
    }

    private void AssertPlans(HubReader reader)
    {
        Assert.NotEmpty(reader.PreparedTexts);
        foreach (var text in reader.PreparedTexts)
        {
            Assert.All(Explain(text), line => Assert.False(
                (line.StartsWith("SCAN", StringComparison.Ordinal) && line != "SCAN CONSTANT ROW") || line.Contains("TEMP B-TREE", StringComparison.Ordinal),
                $"{line}: {text}"));
        }
    }

    private List<string> Explain(string text)
    {
        using var plan = _database.Prepare("EXPLAIN QUERY PLAN " + text);
        var lines = new List<string>();
        while (plan.Step("explaining"))
        {
            lines.Add(plan.GetText(3));
        }

        return lines;
    }
}
