using FunctionsJobs.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Blobs;

public sealed class BlobsOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new BlobsOptions();

        Assert.Equal(("", "", "", "functionsjobs", ""), (options.ConnectionString, options.AccountUri, options.ManagedIdentityClientId, options.Container, options.Folder));
        Assert.Equal((TimeSpan.FromMinutes(10), 4, TimeSpan.FromSeconds(60)), (options.LinkLifetime, options.MaxRetries, options.TryTimeout));
        Assert.True(new BlobsOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void Validate_WhenSettingsCannotWork_NamesEach()
    {
        var options = new BlobsOptions
        {
            ConnectionString = "AccountKey=secret",
            AccountUri = "http://account",
            Container = "No--Container",
            LinkLifetime = TimeSpan.FromHours(1),
            MaxRetries = -1,
            TryTimeout = TimeSpan.Zero,
        };

        var failures = new BlobsOptionsValidator().Validate(null, options).Failures!.ToArray();

        Assert.Equal(6, failures.Length);
        Assert.Contains("Blobs:LinkLifetime is 01:00:00; it must be from 00:00:10 to 00:15:00.", failures);
        Assert.DoesNotContain(failures, failure => failure.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_WhenAnIdentityIsNamedAndNoAccount_Refuses() =>
        Assert.True(new BlobsOptionsValidator().Validate(null, new BlobsOptions { ManagedIdentityClientId = "id" }).Failed);

    [Fact]
    public void AddBlobs_TakesTheSettingsFromWhereTheOthersDo()
    {
        var options = Read(("FUNCTIONSJOBS_DATA", "/data"), ("ConnectionStrings:Blobs", "UseDevelopmentStorage=true"));

        Assert.Equal((Path.Combine(Path.GetFullPath("/data"), "blobs"), "UseDevelopmentStorage=true"), (options.Folder, options.ConnectionString));
        Assert.Equal("", Read(("ConnectionStrings:Blobs", "UseDevelopmentStorage=true"), ("Blobs:AccountUri", "https://a.example")).ConnectionString);
    }

    private static BlobsOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddBlobs(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<BlobsOptions>>().Value;
    }
}
