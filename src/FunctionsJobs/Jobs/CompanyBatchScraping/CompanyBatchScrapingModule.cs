using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>Registers the reading of pages that a search finds.</summary>
internal sealed class CompanyBatchScrapingModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanyBatchScrapingOptions>().Bind(configuration.GetSection(CompanyBatchScrapingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyBatchScrapingOptions>>(
            new JobOptionsValidator<CompanyBatchScrapingOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, CompanyBatchScrapingStarter>();
    }
}
