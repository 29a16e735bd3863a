using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsJobs.Embedded.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Tests.Http;

public class HttpBindingTests
{
    [Fact]
    public async Task Request_WhenRouteAndQueryHoldValues_BindsThemByName()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var body = await host.GetAsync("/api/values/7/5f6f7c80-4b0d-4c5e-9a27-111111111111?flag=TRUE&big=9007199254740993&ratio=0.5&at=2026-01-31T12:00:00Z&color=green&text=a%20b");

        Assert.Equal("7|5f6f7c80-4b0d-4c5e-9a27-111111111111|True|9007199254740993|0.5|2026-01-31T12:00:00.0000000Z|Green|a b", body);
    }

    [Theory]
    [InlineData("/api/values/7/not-a-guid?flag=true&big=1&ratio=1&at=2026-01-01&color=green", "id")]
    [InlineData("/api/values/7/5f6f7c80-4b0d-4c5e-9a27-111111111111?flag=yes&big=1&ratio=1&at=2026-01-01&color=green", "flag")]
    [InlineData("/api/values/7/5f6f7c80-4b0d-4c5e-9a27-111111111111?flag=true&big=9223372036854775808&ratio=1&at=2026-01-01&color=green", "big")]
    [InlineData("/api/values/7/5f6f7c80-4b0d-4c5e-9a27-111111111111?flag=true&big=1&ratio=1e999&at=2026-01-01&color=green", "ratio")]
    [InlineData("/api/values/7/5f6f7c80-4b0d-4c5e-9a27-111111111111?flag=true&big=1&ratio=1&at=yesterday&color=green", "at")]
    [InlineData("/api/values/7/5f6f7c80-4b0d-4c5e-9a27-111111111111?flag=true&big=1&ratio=1&at=2026-01-01&color=mauve", "color")]
    [InlineData("/api/values/7/5f6f7c80-4b0d-4c5e-9a27-111111111111?big=1&ratio=1&at=2026-01-01&color=green", "flag")]
    public async Task Request_WhenAValueDoesNotFit_IsRefusedWithTheFieldsName(string path, string field)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var problem = JsonDocument.Parse(await host.GetAsync(path, HttpStatusCode.BadRequest));

        Assert.Equal(field, Assert.Single(problem.RootElement.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Request_WhenOptionalValuesAreMissing_BindsDefaults()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Equal("25||", await host.GetAsync("/api/optional"));
        Assert.Equal("3|4|x", await host.GetAsync("/api/optional?limit=3&page=4&text=x"));
    }

    [Fact]
    public async Task Body_WhenTriggerIsAPlainObject_IsReadAsJsonWithoutCase()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.PostAsJsonAsync("/api/poco", new { NAME = "a", count = 2 });

        Assert.Equal("a2", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_WhenMarkedFromBody_IsBoundBesideTheRequest()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.PostAsJsonAsync("/api/frombody/9", new { name = "b", count = 3 });

        Assert.Equal("9 b3", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"name":""")]
    [InlineData("""{"name":"x","count":"many"}""")]
    public async Task Body_WhenNotTheExpectedJson_IsRefusedWithoutNamesOfTypes(string json)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        using var response = await host.Client.PostAsync(new Uri("/api/poco", UriKind.Relative), content);

        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Invalid JSON content", body, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_WhenNotDeclaredAsJson_IsRefusedAsUnsupported()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var content = new StringContent("name=x");

        using var response = await host.Client.PostAsync(new Uri("/api/poco", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task BindingData_WhenAsked_HoldsRouteQueryAndHeaders()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var data = JsonDocument.Parse(await host.GetAsync("/api/bindingdata/42?x=1"));

        Assert.Equal("42", data.RootElement.GetProperty("id").GetString());
        Assert.Equal("1", data.RootElement.GetProperty("x").GetString());
        Assert.Equal("1", JsonDocument.Parse(data.RootElement.GetProperty("Query").GetString()!).RootElement.GetProperty("x").GetString());
        Assert.Equal(host.Address.Authority, JsonDocument.Parse(data.RootElement.GetProperty("Headers").GetString()!).RootElement.GetProperty("Host").GetString());
    }

    public enum Color
    {
        Red,
        Green,
    }

    public sealed record Poco(string Name, int Count);

    public sealed class Functions
    {
        [Function("Values")]
        public static string Values(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{number:int}/{id}")] HttpRequestData request,
            int number, Guid id, bool flag, long big, double ratio, DateTime at, Color color, string? text)
            => FormattableString.Invariant($"{number}|{id}|{flag}|{big}|{ratio}|{at:O}|{color}|{text}");

        [Function("Optional")]
        public static string Optional([HttpTrigger(AuthorizationLevel.Anonymous, Route = "optional")] HttpRequestData request, int? page, string? text, int limit = 25)
            => $"{limit}|{page}|{text}";

        [Function("Poco")]
        public static string FromTrigger([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "poco")] Poco poco) => $"{poco.Name}{poco.Count}";

        [Function("FromBody")]
        public static string FromBody([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "frombody/{id}")] HttpRequestData request, int id, [FromBody] Poco poco)
            => $"{id} {poco.Name}{poco.Count}";

        [Function("BindingData")]
        public static object BindingData([HttpTrigger(AuthorizationLevel.Anonymous, Route = "bindingdata/{id}")] HttpRequestData request, FunctionContext context)
            => context.BindingContext.BindingData;
    }
}
