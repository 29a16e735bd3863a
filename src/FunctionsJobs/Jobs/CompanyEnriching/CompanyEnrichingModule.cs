using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyEnriching;

/// <summary>Registers the job that derives industry, size and facts about the domain.</summary>
internal sealed class CompanyEnrichingModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanyEnrichingOptions>().Bind(configuration.GetSection(CompanyEnrichingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyEnrichingOptions>>(new JobOptionsValidator<CompanyEnrichingOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, CompanyEnrichingStarter>();
    }
}
