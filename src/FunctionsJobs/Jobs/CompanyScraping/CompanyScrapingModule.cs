using FunctionsJobs.Scraping;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>Registers the reading of a company's page.</summary>
internal sealed class CompanyScrapingModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanyScrapingOptions>()
            .Bind(configuration.GetSection(CompanyScrapingOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyScrapingOptions>>(provider => new JobOptionsValidator<CompanyScrapingOptions>(
            options => options.Invalid(provider.GetRequiredService<IOptions<ScrapingOptions>>().Value)));
        services.AddSingleton<IJobStarter, CompanyScrapingStarter>();
    }
}
