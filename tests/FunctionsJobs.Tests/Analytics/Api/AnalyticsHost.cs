using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Api;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Http;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Tests.Analytics.Api;

/// <summary>The analytics functions on the embedded host: real sockets and a real store, in a folder of their own.</summary>
internal sealed class AnalyticsHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("analytics-host-");
    private readonly IHost _host;

    private AnalyticsHost(string[] settings)
    {
        string[] arguments =
        [
            "--port", "0",
            "--EmbeddedHost:DataFolder", _folder.FullName,
            .. TestTokens.Arguments,
            .. settings,
        ];
        var builder = FunctionsApplication.CreateBuilder(arguments);
        builder.UseFunctionsOf(typeof(IngestEventsFunction), typeof(ReadRollupsFunction));
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        builder.Logging.ClearProviders();
        builder.Services.AddSecurity(builder.Configuration).AddAnalytics(builder.Configuration);
        _host = builder.Build();
    }

    public IAnalyticsStore Store => _host.Services.GetRequiredService<IAnalyticsStore>();

    public Uri Address => _host.GetListeningAddress();

    public static async Task<AnalyticsHost> StartAsync(params string[] settings)
    {
        var host = new AnalyticsHost(settings);
        await host._host.StartAsync();
        return host;
    }

    /// <summary>A client of all publishers, or of one.</summary>
    public HttpClient NewClient(string? publisherId = null) => TestTokens.Client(Address, TestTokens.Of(Role.Operator, publisherId));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
