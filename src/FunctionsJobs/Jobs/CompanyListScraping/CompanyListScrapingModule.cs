using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>Registers the reading of lists of pages.</summary>
internal sealed class CompanyListScrapingModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanyListScrapingOptions>().Bind(configuration.GetSection(CompanyListScrapingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyListScrapingOptions>>(
            new JobOptionsValidator<CompanyListScrapingOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, CompanyListScrapingStarter>();
    }
}
