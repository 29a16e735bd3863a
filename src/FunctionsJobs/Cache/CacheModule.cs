using FunctionsJobs.Cache.Memory;
using FunctionsJobs.Cache.Redis;
using FunctionsJobs.Cache.Requests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Cache;

/// <summary>Registers the cache.</summary>
public static class CacheModule
{
    /// <summary>Adds the cache, in this process or, where a connection string says so, on a Redis server.</summary>
    public static IServiceCollection AddCache(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<CacheOptions>()
            .Bind(configuration.GetSection(CacheOptions.Section))
            .PostConfigure(options =>
            {
                if (options.ConnectionString.Length == 0)
                {
                    options.ConnectionString = configuration.GetConnectionString(CacheOptions.Section) ?? "";
                }
            })
            .ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CacheMetrics>();
        services.AddSingleton(provider => new MemoryCacheStore(OptionsOf(provider).MaxMemoryBytes, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RedisLink(
            OptionsOf(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RedisLink>>()));
        services.AddSingleton<ICacheStore>(provider => CacheProvider.Of(OptionsOf(provider)) == CacheProvider.Redis
            ? new FallbackCacheStore(
                new RedisCacheStore(provider.GetRequiredService<RedisLink>(), OptionsOf(provider).KeyPrefix),
                provider.GetRequiredService<MemoryCacheStore>(),
                provider.GetRequiredService<CacheMetrics>())
            : provider.GetRequiredService<MemoryCacheStore>());
        services.AddSingleton(provider => new ResultCache(
            provider.GetRequiredService<ICacheStore>(),
            provider.GetRequiredService<CacheMetrics>(),
            provider.GetRequiredService<IOptions<CacheOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ResultCache>>()));
        services.AddHostedService<CacheStartup>();
        return services.AddSingleton(provider => new CacheRequests(provider.GetRequiredService<ICacheStore>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static CacheOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<CacheOptions>>().Value;
}
