using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Security.Local;

/// <summary>Lets a program without an issuer sign its own tokens. For the embedded host; in Azure an issuer is required.</summary>
internal static class LocalTokensModule
{
    /// <summary>Adds local tokens, where the settings name no key that tokens could be signed with.</summary>
    public static FunctionsApplicationBuilder AddLocalTokens(this FunctionsApplicationBuilder builder)
    {
        if (!IsNeeded(builder.Configuration))
        {
            return builder;
        }

        // When the settings are first asked for: the host has checked its data folder by then.
        builder.Services.AddSingleton(provider => new LocalTokens(
            LocalSigningKey.ReadOrCreate(LocalDataFolder.Of(provider.GetRequiredService<IConfiguration>())), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddOptions<SecurityOptions>().PostConfigure<LocalTokens>((options, tokens) => tokens.Configure(options));
        builder.Services.AddHostedService<LocalTokensPrinter>();
        return builder;
    }

    /// <summary>Whether the settings leave tokens to this program.</summary>
    public static bool IsNeeded(IConfiguration configuration) =>
        configuration.GetSection(SecurityOptions.Section).Get<SecurityOptions>() is not { TakesTokens: true };
}
