using System.Net;
using System.Text.Json;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Management;

public sealed class ListCallTests(ManagementServer server) : IClassFixture<ManagementServer>
{
    private const string Token = "x-ms-continuation-token";

    [Theory]
    [InlineData("/instances?instanceIdPrefix=shape")]
    [InlineData("/instances/?INSTANCEIDPREFIX=shape&showInput=true")]
    public async Task List_AnswersStatusesAsTheStatusCallDoes(string path)
    {
        server.Hub.Add("shape-1", InstanceStatus.Running, input: "[1]", customStatus: "{\"p\":5}");
        server.Hub.Add("shape-2", InstanceStatus.Failed, failure: """{"errorType":"E","errorMessage":"m","stackTrace":"at X.Y()"}""");
        var answer = await server.GetAsync(path);
        const string Times = "\"createdTime\":\"2024-02-29T12:30:45Z\",\"lastUpdatedTime\":\"2024-02-29T12:30:48Z\"}";
        Assert.Equal(
            "[{\"name\":\"Aggregate\",\"instanceId\":\"shape-1\",\"runtimeStatus\":\"Running\",\"input\":[1],\"customStatus\":{\"p\":5},\"output\":null," + Times
            + ",{\"name\":\"Aggregate\",\"instanceId\":\"shape-2\",\"runtimeStatus\":\"Failed\",\"input\":null,\"customStatus\":null,\"output\":\"E: m\"," + Times + "]",
            (await AnswerAssert.JsonAsync(HttpStatusCode.OK, answer)).GetRawText());
        Assert.Equal(["Date", "Server", "Transfer-Encoding"], AnswerAssert.HeaderNames(answer));
    }

    [Fact]
    public async Task List_WithoutInput_ShowsNullInItsPlace()
    {
        server.Hub.Add("hidden-1", InstanceStatus.Completed, input: "1", output: "2");
        var list = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.GetAsync("/instances?instanceIdPrefix=hidden&showInput=false"));
        Assert.Equal("null", Assert.Single(list.EnumerateArray()).GetProperty("input").GetRawText());
    }

    [Fact]
    public async Task List_ByPages_GivesEachInstanceOnce()
    {
        var ids = Enumerable.Range(0, 25).Select(number => $"page-{number:00}").ToList();
        ids.ForEach(id => server.Hub.Add(id, InstanceStatus.Completed));
        var found = new List<string>();
        string? token = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{ManagementServer.Base}/instances?instanceIdPrefix=page-&top=10");
            if (token is not null)
            {
                request.Headers.Add(Token, token);
            }

            var answer = await server.Client.SendAsync(request);
            var page = (await AnswerAssert.JsonAsync(HttpStatusCode.OK, answer)).EnumerateArray().ToList();
            Assert.True(page.Count is 10 || found.Count is 20);
            found.AddRange(page.Select(instance => instance.GetProperty("instanceId").GetString()!));
            token = answer.Headers.TryGetValues(Token, out var values) ? values.Single() : null;
        }
        while (token is not null);
        Assert.Equal(ids, found);
    }

    [Fact]
    public async Task List_WithFilters_HandsThemOn()
    {
        var path = "/instances?createdTimeFrom=2024-02-29T14:00:00%2B02:00&createdTimeTo=2024-03-01T00:00:00"
            + "&runtimeStatus=completed,Failed&runtimeStatus=Canceled&instanceIdPrefix=a'%20or%201=1";
        await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.GetAsync(path));
        var filter = server.Hub.LastFilter!;
        Assert.Equal(new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc), filter.CreatedFrom);
        Assert.Equal(new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc), filter.CreatedTo);
        Assert.Equal(DateTimeKind.Utc, filter.CreatedTo!.Value.Kind);
        Assert.Equal(["Completed", "Failed", "Canceled"], filter.Statuses!);
        Assert.Equal("a' or 1=1", filter.InstanceIdPrefix);
        Assert.True(filter.WithPayloads);
        Assert.Equal(100, server.Hub.LastTop);
    }

    [Fact]
    public async Task List_WithEmptyFilters_IsUnfiltered()
    {
        await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.GetAsync("/instances?createdTimeFrom=&createdTimeTo=&runtimeStatus=&instanceIdPrefix=&top="));
        var filter = server.Hub.LastFilter!;
        Assert.Equal((null, null, null, null), (filter.CreatedFrom, filter.CreatedTo, filter.Statuses, filter.InstanceIdPrefix));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("abc")]
    [InlineData("1e6")]
    [InlineData("99999999999")]
    [InlineData("1.5")]
    public async Task List_WithBadTop_Answers400(string top)
        => await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest, "The parameter 'top' must be a whole number from 1 to 2147483647.", await server.GetAsync($"/instances?top={top}"));

    [Fact]
    public async Task List_WithHugeTop_ReadsPagesOfAThousand()
    {
        await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.GetAsync("/instances?top=1000000"));
        Assert.Equal(1000, server.Hub.LastTop);
    }

    [Theory]
    [InlineData("createdTimeFrom=yesterday")]
    [InlineData("createdTimeFrom=2024-02-30")]
    [InlineData("createdTimeTo=10000-01-01T00:00:00Z")]
    [InlineData("createdTimeFrom=0001-01-01T00:00:00Z")]
    [InlineData("createdTimeFrom=0001-01-01T00:00:00%2B14:00")]
    [InlineData("createdTimeTo=9999-12-31T23:59:59Z")]
    [InlineData("createdTimeTo='%20or%20'")]
    public async Task List_WithBadDate_Answers400(string query)
        => await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest,
            $"The parameter '{query.Split('=')[0]}' must be a date and time such as 2024-02-29T12:00:00Z, after year 1 and before year 9999.",
            await server.GetAsync($"/instances?{query}"));

    [Fact]
    public async Task List_WithFromAfterTo_Answers400()
        => await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest,
            "The parameter 'createdTimeFrom' must not be after 'createdTimeTo'.",
            await server.GetAsync("/instances?createdTimeFrom=2024-03-01&createdTimeTo=2024-02-29"));

    [Theory]
    [InlineData("Complete")]
    [InlineData("1")]
    [InlineData("Completed,Nope")]
    [InlineData("Completed,")]
    [InlineData("'")]
    public async Task List_WithUnknownStatus_Answers400(string statuses)
        => await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest,
            "The parameter 'runtimeStatus' must be a list of Running, Completed, ContinuedAsNew, Failed, Canceled, Terminated, Pending, Suspended.",
            await server.GetAsync($"/instances?runtimeStatus={statuses}"));

    [Fact]
    public async Task List_WithForeignToken_Answers400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{ManagementServer.Base}/instances");
        request.Headers.Add(Token, "' or 1=1");
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest, $"The header '{Token}' must be one that an earlier page was answered with.", await server.Client.SendAsync(request));
    }

    [Fact]
    public async Task List_OfLargePayloads_IsWhole()
    {
        for (var number = 0; number < 20; number++)
        {
            server.Hub.Add($"large-{number}", InstanceStatus.Completed, output: $"\"{new string('x', 20_000)}\"");
        }

        var list = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.GetAsync("/instances?instanceIdPrefix=large-"));
        Assert.Equal(20, list.GetArrayLength());
        Assert.All(list.EnumerateArray(), instance => Assert.Equal(JsonValueKind.String, instance.GetProperty("output").ValueKind));
    }
}
