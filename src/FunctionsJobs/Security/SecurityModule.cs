using FunctionsJobs.Jobs;
using FunctionsJobs.Security.Limits;
using FunctionsJobs.Security.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Security;

/// <summary>Registers what <see cref="AccessMiddleware"/> needs.</summary>
internal static class SecurityModule
{
    /// <summary>Adds the check of callers, with its settings validated at start.</summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecurityOptions>().Bind(configuration.GetSection(SecurityOptions.Section)).ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<SecurityOptions>, SecurityOptionsValidator>();
        services.AddOptions<RequestLimitOptions>().Bind(configuration.GetSection(RequestLimitOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RequestLimitOptions>>(new JobOptionsValidator<RequestLimitOptions>(options => options.Invalid()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FunctionAccessTable>();
        services.AddSingleton<RequestLimiter>();
        services.AddSingleton<AccessAuditor>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<TokenValidator>();
        services.AddSingleton(provider => new Lazy<TokenValidator>(provider.GetRequiredService<TokenValidator>));
        services.AddSingleton<Authenticator>();
        services.AddSingleton(provider => new SigningKeys(provider.GetRequiredService<IOptions<SecurityOptions>>(), CreateRemote(provider)));
        return services;
    }

    private static RemoteKeySet? CreateRemote(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<SecurityOptions>>();
        if (options.Value.JwksUrl.Length == 0 && options.Value.MetadataUrl.Length == 0)
        {
            return null;
        }

        // The settings' address and no other: whoever answers there must not send us elsewhere.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) };
        var http = new HttpClient(handler) { MaxResponseContentBufferSize = RemoteKeySet.MaxBytes, Timeout = Timeout.InfiniteTimeSpan };
        return new RemoteKeySet(
            http, options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RemoteKeySet>>());
    }
}
