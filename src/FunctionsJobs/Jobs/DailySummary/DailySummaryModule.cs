using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>Registers the job that sums all publishers' day up.</summary>
internal sealed class DailySummaryModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DailySummaryOptions>().Bind(configuration.GetSection(DailySummaryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DailySummaryOptions>>(new JobOptionsValidator<DailySummaryOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, DailySummaryStarter>();
    }
}
