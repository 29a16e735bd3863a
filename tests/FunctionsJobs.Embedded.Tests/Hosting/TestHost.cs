using System.Net;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Embedded.Hosting.Keys;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Hosting;

/// <summary>A function app of the given classes on real sockets and a real store, in a folder of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly TestFolder _folder;
    private readonly bool _ownsFolder;

    private TestHost(IHost host, TestFolder folder, bool ownsFolder, LogRecorder log)
    {
        _host = host;
        _folder = folder;
        _ownsFolder = ownsFolder;
        Log = log;
        Address = host.GetListeningAddress();
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public HttpClient Client { get; }

    public Uri Address { get; }

    public LogRecorder Log { get; }

    public IServiceProvider Services => _host.Services;

    public IHost Host => _host;

    public string DataPath => _folder.Data;

    public string MasterKey => Services.GetRequiredService<KeyFile>().LoadOrCreate().Master;

    public string HostKey => Services.GetRequiredService<KeyFile>().LoadOrCreate().Host;

    public static Task<TestHost> StartAsync(params Type[] functions) => StartAsync(new TestHostSettings { Functions = functions });

    public static async Task<TestHost> StartAsync(TestHostSettings settings)
    {
        var folder = settings.Folder ?? new TestFolder();
        var log = new LogRecorder();
        var host = Build(settings, folder, log);
        try
        {
            await host.StartAsync();
            return new TestHost(host, folder, settings.Folder is null, log);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            if (settings.Folder is null)
            {
                folder.Dispose();
            }

            throw;
        }
    }

    /// <summary>Starts a host that must not start, and gives the reason.</summary>
    public static async Task<HostStartException> FailAsync(TestHostSettings settings)
    {
        HostStartException? failure = null;
        try
        {
            await using var host = await StartAsync(settings);
        }
        catch (HostStartException exception)
        {
            failure = exception;
        }

        Assert.True(failure is not null, "The host started although it must not.");
        return failure;
    }

    public static Task<HostStartException> FailAsync(params Type[] functions) => FailAsync(new TestHostSettings { Functions = functions });

    public async Task<string> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{path} answered {(int)response.StatusCode}: {body[..Math.Min(body.Length, 500)]}");
        return body;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await ((IAsyncDisposable)_host).DisposeAsync();
        if (_ownsFolder)
        {
            _folder.Dispose();
        }
    }

    private static IHost Build(TestHostSettings settings, TestFolder folder, LogRecorder log)
    {
        if (settings.HostJson is not null)
        {
            File.WriteAllText(Path.Combine(folder.App, "host.json"), settings.HostJson);
        }

        if (settings.LocalSettingsJson is not null)
        {
            File.WriteAllText(Path.Combine(folder.App, "local.settings.json"), settings.LocalSettingsJson);
        }

        string[] arguments = ["--port", "0", "--EmbeddedHost:DataFolder", folder.Data, .. settings.Arguments];
        var builder = new FunctionsApplicationBuilder(arguments, [folder.App]);
        builder.UseFunctionsOf(settings.Functions);
        builder.Logging.ClearProviders().AddProvider(log);
        if (settings.Time is not null)
        {
            builder.Services.AddSingleton(settings.Time);
        }

        settings.Configure(builder);
        return builder.Build();
    }
}
