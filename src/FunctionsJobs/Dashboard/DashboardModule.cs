using FunctionsJobs.Dashboard.Api;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Dashboard.Page;
using FunctionsJobs.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Dashboard;

/// <summary>Registers the dashboard and the numbers on it.</summary>
public static class DashboardModule
{
    /// <summary>Adds what computes numbers, which jobs need as well.</summary>
    public static IServiceCollection AddDashboardNumbers(this IServiceCollection services) => services
        .AddSingleton<DashboardNumbers>()
        .AddSingleton<CachedNumbers>()
        .AddSingleton<DashboardQueries>();

    /// <summary>Adds the dashboard.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DashboardOptions>().Bind(configuration.GetSection(DashboardOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DashboardOptions>>(new JobOptionsValidator<DashboardOptions>(options => options.Invalid()));
        return services.AddDashboardNumbers().AddSingleton<DashboardRefresh>().AddSingleton<DashboardPage>();
    }
}
