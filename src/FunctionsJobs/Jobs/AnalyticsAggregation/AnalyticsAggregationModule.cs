using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>Registers the aggregation job.</summary>
internal sealed class AnalyticsAggregationModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AnalyticsAggregationOptions>()
            .Bind(configuration.GetSection(AnalyticsAggregationOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AnalyticsAggregationOptions>>(
            new JobOptionsValidator<AnalyticsAggregationOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, AnalyticsAggregationStarter>();
    }
}
