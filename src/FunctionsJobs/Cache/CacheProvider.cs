namespace FunctionsJobs.Cache;

/// <summary>Where the cache can be: the values of <c>Cache:Provider</c>.</summary>
internal static class CacheProvider
{
    /// <summary>In this process.</summary>
    public const string Memory = "memory";

    /// <summary>On a Redis server.</summary>
    public const string Redis = "redis";

    /// <summary>The provider that the settings mean: the one they name, or else the one that a connection string implies.</summary>
    public static string Of(CacheOptions options) =>
        options.Provider.Length > 0 ? options.Provider : options.ConnectionString.Length > 0 ? Redis : Memory;
}
