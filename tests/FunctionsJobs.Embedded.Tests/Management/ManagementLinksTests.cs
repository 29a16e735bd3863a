using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>With which address links begin.</summary>
public sealed class ManagementLinksTests
{
    private const string Forwarded = "Forwarded: host=evil.example;proto=https\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n";

    [Theory]
    [InlineData("Host: jobs.example:8080\r\n", null, false, "http://jobs.example:8080")]
    [InlineData("Host: jobs.example\r\n" + Forwarded, null, false, "http://jobs.example")]
    [InlineData("Host: inner\r\nX-Forwarded-Host: jobs.example, proxy\r\nX-Forwarded-Proto: https,http\r\n", null, true, "https://jobs.example")]
    [InlineData("Host: inner\r\nX-Forwarded-Host: jobs.example\r\n", null, true, "http://inner")]
    [InlineData("Host: inner\r\nX-Forwarded-Host: a/b\r\nX-Forwarded-Proto: https\r\n", null, true, "http://inner")]
    [InlineData("Host: inner\r\nX-Forwarded-Host: u:p@b\r\nX-Forwarded-Proto: https\r\n", null, true, "http://inner")]
    [InlineData("Host: inner\r\nX-Forwarded-Host: b\r\nX-Forwarded-Proto: javascript\r\n", null, true, "http://inner")]
    [InlineData("Host: inner\r\n" + Forwarded, "https://public.example/", true, "https://public.example")]
    [InlineData("Host: evil.example\r\n", "https://public.example:444/jobs/", false, "https://public.example:444/jobs")]
    public async Task Links_BeginWithTheAddressTheSettingsTell(string headers, string? publicUrl, bool useForwardedHost, string origin)
    {
        var server = new ManagementServer(new DurableManagementOptions
        {
            HubName = "TestHub",
            SystemKey = "k",
            PublicBaseUrl = publicUrl is null ? null : new Uri(publicUrl),
            UseForwardedHost = useForwardedHost,
        });
        await server.InitializeAsync();
        server.Hub.Add("one", InstanceStatus.Running);

        var started = await server.SendRawAsync(
            $"POST {ManagementServer.Base}/orchestrators/Aggregate/new HTTP/1.1\r\n{headers}x-functions-key: k\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        Assert.Contains($"\r\nLocation: {origin}{ManagementServer.Base}/instances/new?taskHub=TestHub&connection=AzureWebJobsStorage&code=k\r\n", started, StringComparison.Ordinal);
        Assert.Contains($"\"terminatePostUri\":\"{origin}{ManagementServer.Base}/instances/new/terminate?reason=", started, StringComparison.Ordinal);

        var status = await server.SendRawAsync($"GET {ManagementServer.Base}/instances/one?code=k HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        Assert.Contains($"\r\nLocation: {origin}{ManagementServer.Base}/instances/one?code=k\r\n", status, StringComparison.Ordinal);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("http://127.0.0.1:7071/", "http://127.0.0.1:7071")]
    [InlineData("http://0.0.0.0:80", "http://127.0.0.1:80")]
    [InlineData("http://[::]:80", "http://[::1]:80")]
    public void HostOrigin_IsAnAddressThatCanBeCalled(string listening, string origin)
        => Assert.Equal(origin, new ManagementLinks(new DurableManagementOptions { HubName = "H", SystemKey = "k" }) { HostOrigin = listening }.HostOrigin);

    [Fact]
    public async Task Links_WithoutHost_BeginWithTheAddressReached()
    {
        var server = new ManagementServer();
        await server.InitializeAsync();
        server.Hub.Add("one", InstanceStatus.Running);
        var status = await server.SendRawAsync($"GET {ManagementServer.Base}/instances/one HTTP/1.0\r\nx-functions-key: {ManagementServer.Key}\r\n\r\n");
        Assert.Contains($"\r\nLocation: http://127.0.0.1:{server.Address.Port}{ManagementServer.Base}/instances/one\r\n", status, StringComparison.Ordinal);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Status_AskedByAbsoluteAddress_IsServed()
    {
        var server = new ManagementServer();
        await server.InitializeAsync();
        server.Hub.Add("a b", InstanceStatus.Running);
        var status = await server.SendRawAsync(
            $"GET http://jobs.example{ManagementServer.Base}/instances/a%20b?x=1 HTTP/1.1\r\nHost: jobs.example\r\nx-functions-key: {ManagementServer.Key}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 202 ", status, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: http://jobs.example{ManagementServer.Base}/instances/a%20b?x=1\r\n", status, StringComparison.Ordinal);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("ftp://public.example", "The public base URL must be an absolute http or https address without query or fragment, not 'ftp://public.example/'.")]
    [InlineData("https://public.example?a=1", "The public base URL must be an absolute http or https address without query or fragment, not 'https://public.example/?a=1'.")]
    public void Validate_WithBadPublicUrl_NamesIt(string url, string message)
        => Assert.Equal(message, Assert.Throws<InvalidOperationException>(new DurableManagementOptions { HubName = "H", SystemKey = "k", PublicBaseUrl = new Uri(url) }.Validate).Message);

    [Theory]
    [InlineData("", "k", 1, "The task hub needs a name.")]
    [InlineData("H", " ", 1, "The management API needs a system key.")]
    [InlineData("H", "k", 0, "The largest request body must be at least 1 byte, not 0.")]
    public void Validate_WithBadSetting_NamesIt(string hub, string key, int maxBody, string message)
        => Assert.Equal(message, Assert.Throws<InvalidOperationException>(new DurableManagementOptions { HubName = hub, SystemKey = key, MaxBodyBytes = maxBody }.Validate).Message);

    [Fact]
    public void Options_HaveTheDocumentedDefaults()
    {
        var options = new DurableManagementOptions { HubName = "H", SystemKey = "k" };
        Assert.Equal(
            ("AzureWebJobsStorage", null, false, true, 4_194_304, 1000),
            (options.ConnectionName, options.PublicBaseUrl, options.UseForwardedHost, options.UseAppLease, options.MaxBodyBytes, DurableManagementOptions.MaxPageSize));
    }
}
