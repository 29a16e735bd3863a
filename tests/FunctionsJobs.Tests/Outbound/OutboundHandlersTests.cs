using System.Net;
using System.Net.Sockets;
using FunctionsJobs.Outbound;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Outbound;

public sealed class OutboundHandlersTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public OutboundHandlersTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Send_WhenTheHostIsThisMachine_OpensNoConnection(string host)
    {
        using var client = Client();

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://{host}:{Port}/")));

        Assert.IsType<OutboundRefusedException>(fault.InnerException);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task Send_WhenTheSettingsNameTheTarget_Connects()
    {
        using var client = Client($"127.0.0.1:{Port}");
        var answering = AnswerAsync("HTTP/1.1 204 No Content\r\n\r\n");

        using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{Port}/"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await answering;
    }

    [Fact]
    public async Task Send_WhenRedirected_DoesNotFollow()
    {
        using var client = Client($"127.0.0.1:{Port}");
        var answering = AnswerAsync("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");

        using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{Port}/"));

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        await answering;
    }

    private static HttpClient Client(params string[] allowed)
    {
        var options = Options.Create(new OutboundOptions { AllowedTargets = [.. allowed] });
        return new HttpClient(new OutboundHandlers(new OutboundRules(options), options).Create());
    }

    private async Task AnswerAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var buffer = new byte[4096];
        _ = await stream.ReadAsync(buffer);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
    }
}
