using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyScoring;

/// <summary>Registers the job that scores companies.</summary>
internal sealed class CompanyScoringModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanyScoringOptions>().Bind(configuration.GetSection(CompanyScoringOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyScoringOptions>>(new JobOptionsValidator<CompanyScoringOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, CompanyScoringStarter>();
    }
}
