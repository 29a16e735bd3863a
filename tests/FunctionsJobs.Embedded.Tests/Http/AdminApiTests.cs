using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using FunctionsJobs.Embedded.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Tests.Http;

public class AdminApiTests
{
    [Theory]
    [InlineData("/admin/host/status")]
    [InlineData("/admin/functions")]
    [InlineData("/admin/functions/Nightly")]
    public async Task Call_WhenTheMasterKeyIsMissing_IsRefused(string path)
    {
        await using var host = await StartAsync();

        await host.GetAsync(path, HttpStatusCode.Unauthorized);
        await host.GetAsync($"{path}?code={host.HostKey}", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Ping_WhenCalled_NeedsNoKey()
    {
        await using var host = await StartAsync();

        await host.GetAsync("/admin/host/ping");
    }

    [Fact]
    public async Task Status_WhenRunning_TellsStateAndVersion()
    {
        await using var host = await StartAsync();

        using var status = JsonDocument.Parse(await host.GetAsync($"/admin/host/status?code={host.MasterKey}"));

        Assert.Equal("Running", status.RootElement.GetProperty("state").GetString());
        Assert.Equal(2, status.RootElement.GetProperty("functions").GetInt32());
        Assert.NotEqual("", status.RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Functions_WhenListed_ShowTriggersAndAddresses()
    {
        await using var host = await StartAsync();

        using var list = JsonDocument.Parse(await host.GetAsync($"/admin/functions?code={host.MasterKey}"));

        var hello = list.RootElement.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == "Hello");
        Assert.Equal($"{host.Address}api/hello/{{name}}", hello.GetProperty("invoke_url_template").GetString());
        var trigger = hello.GetProperty("config").GetProperty("bindings")[0];
        Assert.Equal("httpTrigger", trigger.GetProperty("type").GetString());
        Assert.Equal("Anonymous", trigger.GetProperty("authLevel").GetString());
        using var nightly = JsonDocument.Parse(await host.GetAsync($"/admin/functions/nightly?code={host.MasterKey}"));
        Assert.Equal("0 0 2 * * *", nightly.RootElement.GetProperty("config").GetProperty("bindings")[0].GetProperty("schedule").GetString());
    }

    [Theory]
    [InlineData("Nightly", null, HttpStatusCode.Accepted)]
    [InlineData("Nightly", """{"input":""}""", HttpStatusCode.Accepted)]
    [InlineData("Nightly", "{", HttpStatusCode.BadRequest)]
    [InlineData("Hello", null, HttpStatusCode.BadRequest)]
    [InlineData("Unknown", null, HttpStatusCode.NotFound)]
    public async Task Run_WhenAsked_RunsTimersOnly(string function, string? body, HttpStatusCode expected)
    {
        await using var host = await StartAsync();
        var runs = host.Services.GetRequiredService<Channel<TimerInfo>>();
        using var content = body is null ? null : new StringContent(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/functions/{function}") { Content = content };
        request.Headers.Add("x-functions-key", host.MasterKey);

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Accepted)
        {
            Assert.False((await Eventually.CompletesAsync(runs.Reader.ReadAsync().AsTask())).IsPastDue);
        }
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync(new TestHostSettings
    {
        Functions = [typeof(Functions)],
        Configure = builder => builder.Services.AddSingleton(Channel.CreateUnbounded<TimerInfo>()),
    });

    public sealed class Functions(Channel<TimerInfo> runs)
    {
        [Function("Hello")]
        public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}")] HttpRequestData request, string name) => name;

        [Function("Nightly")]
        public async Task Nightly([TimerTrigger("0 0 2 * * *")] TimerInfo timer) => await runs.Writer.WriteAsync(timer);
    }
}
