using System.Buffers.Text;
using System.Security.Cryptography;
using FunctionsJobs.Embedded.Durable.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Testing;

/// <summary>Serves the management API of a task hub on a free port of 127.0.0.1, with a key of its own.</summary>
internal sealed class ManagementEndpoint : IAsyncDisposable
{
    private const int KeyBytes = 32;

    private readonly DurableManagementOptions _options;
    private WebApplication? _app;

    public ManagementEndpoint(string hubName)
    {
        _options = new DurableManagementOptions { HubName = hubName, SystemKey = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes)) };
        Links = new ManagementLinks(_options);
    }

    public ManagementLinks Links { get; }

    /// <summary>The key that the API asks for.</summary>
    public string Key => _options.SystemKey;

    /// <summary>Where the API begins; <see langword="null"/> before <see cref="StartAsync"/>.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(IManagedTaskHub hub, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddSingleton(time).AddSingleton(loggers);
        _app = builder.Build();
        _app.UseRouting();
        _app.MapDurableManagement(hub, Links, _options);
        await _app.StartAsync(cancellation);
        Links.HostOrigin = _app.Urls.Single();
        Address = new Uri(Links.HostOrigin + ManagementRoute.BasePath);
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
