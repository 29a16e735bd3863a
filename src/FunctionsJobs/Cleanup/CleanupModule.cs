using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Cleanup;

/// <summary>Registers what clean-up jobs clear away.</summary>
internal static class CleanupModule
{
    /// <summary>Adds every kind.</summary>
    public static IServiceCollection AddCleanup(this IServiceCollection services) => services
        .AddSingleton<ICleanup, OldLogs>()
        .AddSingleton<ICleanup, ExpiredTokens>()
        .AddSingleton<ICleanup, TempFiles>()
        .AddSingleton<ICleanup, OldData>();
}
