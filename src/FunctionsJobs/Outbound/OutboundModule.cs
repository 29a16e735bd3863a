using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Outbound;

/// <summary>Registers the guard of calls to addresses that callers name.</summary>
internal static class OutboundModule
{
    /// <summary>Adds the rules and the handlers that keep them.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutboundOptions>().Bind(configuration.GetSection(OutboundOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutboundOptions>, OutboundOptionsValidator>();
        return services.AddSingleton<OutboundRules>().AddSingleton<OutboundHandlers>();
    }
}
