using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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

    // A certificate that says where its issuer's can be got: whoever completes the chain would call that address.
    [Fact]
    public async Task Send_WhenTheCertificateNamesAnAddressOfItsIssuer_DoesNotCallIt()
    {
        using var issuers = new TcpListener(IPAddress.Loopback, 0);
        issuers.Start();
        using var client = Client($"localhost:{Port}");
        using var certificate = Certificate($"http://127.0.0.1:{((IPEndPoint)issuers.LocalEndpoint).Port}/issuer.cer");
        var serving = ServeTlsAsync(certificate);

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://localhost:{Port}/")));

        Assert.Equal(HttpRequestError.SecureConnectionError, fault.HttpRequestError);
        Assert.False(issuers.Pending());
        await serving;
    }

    private async Task ServeTlsAsync(X509Certificate2 certificate)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        try
        {
            // Offline: this side would call its issuer's address, too.
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true) });
            _ = await tls.ReadAsync(new byte[1]);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // It was refused.
        }
    }

    private static X509Certificate2 Certificate(string issuersAddress)
    {
        using var issuersKey = RSA.Create(2048);
        var issuersRequest = new CertificateRequest("CN=issuer", issuersKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        issuersRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var issuer = issuersRequest.CreateSelfSigned(from, to);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuersAddress]));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(issuer, from, to, [1, 2, 3]);
        using var owned = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(owned.Export(X509ContentType.Pkcs12), null);
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
