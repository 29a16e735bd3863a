using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>Registers the report job.</summary>
internal sealed class ReportGenerationModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReportGenerationOptions>().Bind(configuration.GetSection(ReportGenerationOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReportGenerationOptions>>(new JobOptionsValidator<ReportGenerationOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, ReportGenerationStarter>();
    }
}
