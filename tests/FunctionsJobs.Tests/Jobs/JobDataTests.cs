using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.Queues;

namespace FunctionsJobs.Tests.Jobs;

public class JobDataTests
{
    [Fact]
    public void Read_WhenValid_GivesTheValue()
    {
        var errors = new FieldErrors();

        var options = JobData.Read(JsonElement.Parse("""{"priority":5,"backoff":{"type":"fixed","delay":1}}"""), QueueJson.Default.SubmitJobOptions, "$.options", errors);

        Assert.True(errors.IsEmpty);
        Assert.Equal((5, "fixed"), (options!.Priority, options.Backoff!.Type));
    }

    [Theory]
    [InlineData("""{"$type":"System.Diagnostics.Process, System"}""", "$.options.$type")]
    [InlineData("""{"Priority":5}""", "$.options.Priority")]
    [InlineData("""{"priority":"5"}""", "$.options.priority")]
    [InlineData("""{"priority":5.5}""", "$.options.priority")]
    [InlineData("""{"priority":-0}""", "$.options.priority")]
    [InlineData("""{"priority":1e999}""", "$.options.priority")]
    [InlineData("""{"timeout":9223372036854775808}""", "$.options.timeout")]
    [InlineData("""{"timeout":9007199254740993}""", "$.options.timeout")]
    [InlineData("""{"jobId":"a\u0000b"}""", "$.options.jobId")]
    [InlineData("""{"jobId":"\ud800"}""", "$.options.jobId")]
    [InlineData("""{"jobId":5}""", "$.options.jobId")]
    [InlineData("""{"backoff":{"type":"fixed"}}""", "$.options.backoff.delay")]
    [InlineData("""{"backoff":{"type":null,"delay":1}}""", "$.options.backoff.type")]
    [InlineData("""{"backoff":{"type":"fixed","delay":true}}""", "$.options.backoff.delay")]
    [InlineData("""{"backoff":[]}""", "$.options.backoff")]
    [InlineData("[]", "$.options")]
    [InlineData("null", "$.options")]
    [InlineData("5", "$.options")]
    public void Read_WhenSomethingIsWrong_NamesItsPath(string json, string path)
    {
        var errors = new FieldErrors();

        Assert.Null(JobData.Read(JsonElement.Parse(json), QueueJson.Default.SubmitJobOptions, "$.options", errors));
        Assert.Equal([path], errors.ToDictionary().Keys);
    }
}
