using FunctionsJobs.Blobs;

namespace FunctionsJobs.Tests.Blobs;

public sealed class BlobNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("pub-123/0198c1/export.csv.gz")]
    [InlineData("a_b/c.d-e/0")]
    public void IsValid_WhenSegmentsArePlain_IsTrue(string name) => Assert.True(BlobName.IsValid(name));

    [Fact]
    public void IsValid_KeepsToItsLimits()
    {
        Assert.True(BlobName.IsValid(string.Join('/', Enumerable.Repeat("a", 16))));
        Assert.False(BlobName.IsValid(string.Join('/', Enumerable.Repeat("a", 17))));
        Assert.True(BlobName.IsValid(new string('a', 120)));
        Assert.False(BlobName.IsValid(new string('a', 121)));
        Assert.False(BlobName.IsValid(string.Join('/', Enumerable.Repeat(new string('a', 103), 5))));
    }

    [Theory]
    [InlineData("job-1", "job-1")]
    [InlineData("0198c1d2", "0198c1d2")]
    [InlineData("Job-1", "xjob-1.")]
    [InlineData("sched:42:2026-01-31T00:00:00Z", "xsched-42-2026-01-31t00-00-00z.")]
    [InlineData("../../etc/passwd", "x------etc-passwd.")]
    [InlineData("con", "xcon.")]
    [InlineData("a.b", "xa-b.")]
    [InlineData("\u202Egnp.exe", "x-gnp-exe.")]
    public void SegmentOf_MakesOneReadableSegment(string text, string start)
    {
        var segment = BlobName.SegmentOf(text);

        Assert.StartsWith(start, segment, StringComparison.Ordinal);
        Assert.True(BlobName.IsValid(segment));
        Assert.DoesNotContain('/', segment);
    }

    [Fact]
    public void SegmentOf_DifferentTexts_DifferAlsoWhereNamesFoldCase()
    {
        string[] texts = ["Job-1", "job-1", "JOB-1", "job.1", "job:1", "job~1", new('a', 200), new('a', 201), "xjob-1"];

        Assert.Equal(texts.Length, texts.Select(BlobName.SegmentOf).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
