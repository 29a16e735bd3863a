using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using FunctionsJobs.Embedded.Durable.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>The management API over a fake task hub or a given one, on a real Kestrel at a free port of 127.0.0.1.</summary>
public sealed class ManagementServer : IAsyncLifetime
{
    public const string Key = "a secret/with+odd=signs";

    public const string MasterKey = "master-secret";

    public const string Base = "/runtime/webhooks/durabletask";

    private readonly DurableManagementOptions _options;
    private readonly CapturedLog _log = new();
    private readonly IManagedTaskHub _managed;
    private WebApplication? _app;

    public ManagementServer()
        : this(new DurableManagementOptions { HubName = "TestHub", SystemKey = Key, IsOtherKey = key => key == MasterKey, MaxBodyBytes = 20_000 })
    {
    }

    /// <param name="options">The settings.</param>
    /// <param name="hub">The task hub to manage; <see langword="null"/> for <see cref="Hub"/>.</param>
    internal ManagementServer(DurableManagementOptions options, IManagedTaskHub? hub = null)
    {
        _options = options;
        _managed = hub ?? Hub;
    }

    internal FakeTaskHub Hub { get; } = new();

    /// <summary>Sends the key with every request.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Uri Address { get; private set; } = new("http://localhost");

    public IEnumerable<string> LogLines => _log.Lines;

    public IHostApplicationLifetime Lifetime => _app!.Lifetime;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.MapDurableManagement(_managed, new ManagementLinks(_options), _options);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
        Client.BaseAddress = Address;
        Client.DefaultRequestHeaders.Add("x-functions-key", _options.SystemKey);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(Base + path);

    public Task<HttpResponseMessage> DeleteAsync(string path) => Client.DeleteAsync(Base + path);

    public Task<HttpResponseMessage> PostAsync(string path, string? body = null, string contentType = "application/json")
        => PostAsync(path, body is null ? null : new StringContent(body, MediaTypeHeaderValue.Parse(contentType)));

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content) => Client.PostAsync(Base + path, content);

    /// <summary>Sends bytes that no HTTP client would, and reads what comes back until the server closes.</summary>
    public async Task<string> SendRawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Address.Host, Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private sealed class CapturedLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
