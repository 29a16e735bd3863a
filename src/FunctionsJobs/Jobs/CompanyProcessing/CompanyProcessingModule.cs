using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyProcessing;

/// <summary>Registers the job that normalises, deduplicates and completes companies.</summary>
internal sealed class CompanyProcessingModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanyProcessingOptions>().Bind(configuration.GetSection(CompanyProcessingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyProcessingOptions>>(new JobOptionsValidator<CompanyProcessingOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, CompanyProcessingStarter>();
    }
}
