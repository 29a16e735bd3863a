using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Cross-origin access as <c>Host.CORS</c> and <c>Host.CORSCredentials</c> of local.settings.json grant it.</summary>
internal static class CrossOrigin
{
    private const string OriginsKey = "Host:CORS";

    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[OriginsKey]);

    public static void Configure(CorsOptions options, IConfiguration configuration)
    {
        if (!IsConfigured(configuration))
        {
            return;
        }

        var origins = configuration[OriginsKey]!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        options.AddDefaultPolicy(policy =>
        {
            policy.WithOrigins(origins).AllowAnyHeader().AllowAnyMethod();

            // A wildcard with credentials would open the app to every page the user visits.
            if (bool.TryParse(configuration["Host:CORSCredentials"], out var credentials) && credentials && !origins.Contains("*"))
            {
                policy.AllowCredentials();
            }
        });
    }
}
