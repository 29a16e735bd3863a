using FunctionsJobs.JobStore;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.JobStore;

public class JobIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("sched:daily-1:2026-01-31T01:00:00Z")]
    [InlineData("A.b_c~d-E:9")]
    public void IsValid_WhenItKeepsToTheGrammar_IsTrue(string id)
    {
        Assert.True(JobId.IsValid(id));
        Assert.True(JobId.IsValid(new string('a', JobId.MaxLength)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@counter@x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a%2fb")]
    [InlineData("a\0b")]
    [InlineData("a\r\nb")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("-a")]
    [InlineData("..")]
    [InlineData("a' or PartitionKey ne '")]
    [InlineData("ä")]
    public void IsValid_WhenItDoesNot_IsFalse(string? id)
    {
        Assert.False(JobId.IsValid(id));
        Assert.False(JobId.IsValid(new string('a', JobId.MaxLength + 1)));
    }

    [Fact]
    public void New_IsValidAndSortsByTime()
    {
        var time = new ManualTime();
        var ids = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            ids.Add(JobId.New(time));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.All(ids, id => Assert.True(JobId.IsValid(id)));
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }
}
