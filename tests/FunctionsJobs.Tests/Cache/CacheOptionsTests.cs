using FunctionsJobs.Cache;

namespace FunctionsJobs.Tests.Cache;

public class CacheOptionsTests
{
    [Fact]
    public void Defaults_AreAsDocumented()
    {
        var options = new CacheOptions();

        Assert.Equal(
            ("", "", "functionsjobs", TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), 64L * 1024 * 1024, 1024 * 1024),
            (options.Provider, options.ConnectionString, options.KeyPrefix, options.Timeout, options.ProbeInterval, options.LockLifetime, options.MaxMemoryBytes, options.MaxValueBytes));
        Assert.True(Check(options).Succeeded);
        Assert.Equal(CacheProvider.Memory, CacheProvider.Of(options));
        Assert.Equal(CacheProvider.Redis, CacheProvider.Of(new CacheOptions { ConnectionString = "127.0.0.1:6379" }));
    }

    [Theory]
    [InlineData(nameof(CacheOptions.KeyPrefix), "")]
    [InlineData(nameof(CacheOptions.KeyPrefix), "a:b")]
    [InlineData(nameof(CacheOptions.Timeout), "00:00:00.0090000")]
    [InlineData(nameof(CacheOptions.Timeout), "00:00:10.0010000")]
    [InlineData(nameof(CacheOptions.ProbeInterval), "00:00:00.0490000")]
    [InlineData(nameof(CacheOptions.LockLifetime), "00:10:00.0010000")]
    [InlineData(nameof(CacheOptions.MaxMemoryBytes), "1048575")]
    [InlineData(nameof(CacheOptions.MaxValueBytes), "1023")]
    public void Validate_WhenASettingCannotWork_NamesItAndItsValue(string name, string value)
    {
        var options = new CacheOptions();
        var property = typeof(CacheOptions).GetProperty(name)!;
        property.SetValue(options, property.PropertyType switch
        {
            var type when type == typeof(int) => int.Parse(value),
            var type when type == typeof(long) => long.Parse(value),
            var type when type == typeof(TimeSpan) => TimeSpan.Parse(value),
            _ => (object)value,
        });

        var message = Check(options).FailureMessage;

        Assert.Contains($"Cache:{name}", message, StringComparison.Ordinal);
        Assert.Contains(value, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WhenAValueMayBeLongerThanAllTheMemory_NamesBoth()
    {
        var message = Check(new CacheOptions { MaxMemoryBytes = 1024 * 1024, MaxValueBytes = 2 * 1024 * 1024 }).FailureMessage;

        Assert.Contains("2097152", message, StringComparison.Ordinal);
        Assert.Contains("1048576", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file", "", "it must be 'memory' or 'redis'")]
    [InlineData("redis", "", "neither Cache:ConnectionString nor ConnectionStrings:Cache")]
    [InlineData("memory", "127.0.0.1:6379,password=geheim", "remove one of them")]
    [InlineData("", "127.0.0.1:6379,password=geheim,nonsense=geheim", "no Redis connection string")]
    [InlineData("", "password=geheim", "no Redis connection string")]
    public void Validate_WhenTheProviderCannotBe_SaysWhyWithoutTheConnectionString(string provider, string connectionString, string reason)
    {
        var message = Check(new CacheOptions { Provider = provider, ConnectionString = connectionString }).FailureMessage;

        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", message, StringComparison.Ordinal);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Check(CacheOptions options) => new CacheOptionsValidator().Validate(null, options);
}
