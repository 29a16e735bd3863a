using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.Tests.JobStore;

public class JobCursorTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly JobCursor Cursor = new(1767225600123, "job:1~ä");

    private static readonly JobFilter Filter = new()
    {
        Tenants = TenantScope.Only("pub-1"), Queue = "q", Type = "t", States = [JobState.Failed, JobState.Queued], Tag = "red",
        CreatedFrom = DateTimeOffset.UnixEpoch, CreatedBefore = DateTimeOffset.UnixEpoch.AddDays(1),
    };

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        Assert.Equal(Cursor, JobCursor.Read(Cursor.Write(Filter, Key), Filter with { States = [JobState.Queued, JobState.Failed] }, Key));
    }

    [Fact]
    public void Read_ForAnyOtherFilter_IsRefused()
    {
        var text = Cursor.Write(Filter, Key);
        JobFilter[] others =
        [
            Filter with { Tenants = TenantScope.All },
            Filter with { Tenants = TenantScope.Only("pub-2") },
            Filter with { Queue = null },
            Filter with { Queue = "" },
            Filter with { Type = "u" },
            Filter with { Type = "red", Tag = "t" },
            Filter with { States = [JobState.Failed] },
            Filter with { CreatedFrom = null },
            Filter with { CreatedBefore = DateTimeOffset.UnixEpoch },
        ];

        Assert.All(others, other => Assert.Null(JobCursor.Read(text, other, Key)));
        Assert.Null(JobCursor.Read(text, Filter, [.. Key.Reverse()]));
    }

    [Fact]
    public void Read_OfAChangedText_IsRefused()
    {
        var text = Cursor.Write(Filter, Key);
        for (var i = 0; i < text.Length - 1; i++)
        {
            Assert.Null(JobCursor.Read($"{text[..i]}{(text[i] == 'A' ? 'B' : 'A')}{text[(i + 1)..]}", Filter, Key));
        }

        Assert.All((string[])["", "A", "not base64!", text[..^4], new string('A', 600)], other => Assert.Null(JobCursor.Read(other, Filter, Key)));
    }
}
