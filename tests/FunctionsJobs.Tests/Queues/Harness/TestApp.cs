using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Architecture;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Tests.Queues.Harness;

/// <summary>The whole program in this process, on a free port and in a folder of its own.</summary>
public sealed class TestApp : IAsyncLifetime
{
    public const string JobsUrl = "/api/v1/queues/analytics-aggregation/jobs";

    public const string Aggregation = """{"publisherId":"pub-1","startDate":"2026-01-01","endDate":"2026-01-03","granularity":"day"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("testapp-").FullName;
    private readonly string[] _settings;
    private readonly ILoggerProvider? _log;
    private IHost _host = null!;

    public TestApp()
        : this([])
    {
    }

    /// <param name="settings">Program arguments besides those that every test needs; the last of a name stands.</param>
    /// <param name="log">Takes what the program logs, at every level.</param>
    internal TestApp(string[] settings, ILoggerProvider? log = null) => (_settings, _log) = (settings, log);

    /// <summary>Calls as an administrator of all publishers.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Where the program listens.</summary>
    public Uri Address => _host.GetListeningAddress();

    /// <summary>One of the program's services.</summary>
    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public IJobStore Jobs => _host.Services.GetRequiredService<IJobStore>();

    public async Task InitializeAsync()
    {
        var builder = new FunctionsApplicationBuilder(
            ["--port", "0", "--FUNCTIONSJOBS_DATA", _folder, "--EmbeddedHost:DataFolder", _folder, "--Queues:analytics-aggregation:RateLimit", "0", .. TestTokens.Arguments, .. _settings], [Sources.Root]);
        builder.UseFunctionsOf(typeof(JobModules).Assembly.GetTypes());
        builder.AddFunctionsJobs();
        builder.Logging.ClearProviders();
        if (_log is not null)
        {
            builder.Logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace).AddFilter(null, LogLevel.Trace);
        }

        _host = builder.Build();
        await _host.StartAsync();
        Http = TestTokens.Client(_host.GetListeningAddress(), TestTokens.Of(Role.Admin));
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client that calls in a role, for one publisher or for all.</summary>
    internal HttpClient ClientOf(Role role, string? publisherId = null) => TestTokens.Client(Address, TestTokens.Of(role, publisherId));

    /// <summary>Sends a body as it stands.</summary>
    public async Task<HttpResponseMessage> PostAsync(string body, string url = JobsUrl, string? idempotencyKey = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>A valid submission.</summary>
    public static string Submission(string? options = null, string jobName = "aggregate", string data = Aggregation) =>
        $$"""{"jobName":"{{jobName}}","data":{{data}}{{(options is null ? "" : $",\"options\":{options}")}}}""";

    /// <summary>Waits for the end of a job and answers its view.</summary>
    public Task<JsonDocument> EndOfAsync(string jobId) => Eventually.GetAsync(
        async () =>
        {
            var view = await Http.GetFromJsonAsync<JsonDocument>($"{JobsUrl}/{jobId}");
            return view!.RootElement.GetProperty("data").GetProperty("finishedOn").ValueKind == JsonValueKind.Null ? null : view;
        },
        $"the end of {jobId}");
}
