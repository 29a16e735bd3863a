using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FunctionsJobs.Cache;

/// <summary>Refuses settings that cannot work, at start, with the value in the message; never with a connection string in it.</summary>
internal sealed class CacheOptionsValidator : IValidateOptions<CacheOptions>
{
    private const int MaxPrefixLength = 64;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        var failures = CheckProvider(options).ToList();
        if (options.KeyPrefix.Length is 0 or > MaxPrefixLength || !options.KeyPrefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            failures.Add($"Cache:KeyPrefix is '{options.KeyPrefix}'; it must be 1 to {MaxPrefixLength} characters of a-z, A-Z, 0-9, '.', '_' and '-'.");
        }

        Within(failures, nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10));
        Within(failures, nameof(options.ProbeInterval), options.ProbeInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(10));
        Within(failures, nameof(options.LockLifetime), options.LockLifetime, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Within(failures, nameof(options.MaxMemoryBytes), options.MaxMemoryBytes, 1024 * 1024, 4L * 1024 * 1024 * 1024);
        Within(failures, nameof(options.MaxValueBytes), options.MaxValueBytes, 1024, 64 * 1024 * 1024);
        if (options.MaxValueBytes > options.MaxMemoryBytes)
        {
            failures.Add($"Cache:MaxValueBytes ({options.MaxValueBytes}) must not be above Cache:MaxMemoryBytes ({options.MaxMemoryBytes}).");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> CheckProvider(CacheOptions options)
    {
        if (options.Provider is not ("" or CacheProvider.Memory or CacheProvider.Redis))
        {
            return [$"Cache:Provider is '{options.Provider}'; it must be '{CacheProvider.Memory}' or '{CacheProvider.Redis}'."];
        }

        return (CacheProvider.Of(options), options.ConnectionString.Length > 0) switch
        {
            (CacheProvider.Memory, true) =>
                [$"Cache:Provider is '{CacheProvider.Memory}', but Cache:ConnectionString (or ConnectionStrings:Cache) names a Redis server; remove one of them."],
            (CacheProvider.Redis, false) => [$"Cache:Provider is '{CacheProvider.Redis}', but neither Cache:ConnectionString nor ConnectionStrings:Cache is set."],
            (CacheProvider.Redis, true) => CheckConnection(options.ConnectionString),
            _ => [],
        };
    }

    private static IEnumerable<string> CheckConnection(string connectionString)
    {
        const string Fault = "Cache:ConnectionString (or ConnectionStrings:Cache) is no Redis connection string of the form 'host:port,password=…,ssl=true'.";
        try
        {
            return ConfigurationOptions.Parse(connectionString).EndPoints.Count > 0 ? [] : [Fault];
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // The exception's text may repeat a part of the connection string.
            return [Fault];
        }
    }

    private static void Within<T>(List<string> failures, string setting, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            failures.Add($"Cache:{setting} is {value}; it must be from {min} to {max}.");
        }
    }
}
