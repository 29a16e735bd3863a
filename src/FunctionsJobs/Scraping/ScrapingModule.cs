using FunctionsJobs.Jobs;
using FunctionsJobs.Scraping.Fetching;
using FunctionsJobs.Scraping.Lists;
using FunctionsJobs.Scraping.Pages;
using FunctionsJobs.Scraping.Robots;
using FunctionsJobs.Scraping.Search;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Scraping;

/// <summary>Registers the reading of web pages.</summary>
internal static class ScrapingModule
{
    /// <summary>Adds settings, the fetcher with its <c>robots.txt</c>, and the reader of pages.</summary>
    public static IServiceCollection AddScraping(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ScrapingOptions>().Bind(configuration.GetSection(ScrapingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScrapingOptions>>(new JobOptionsValidator<ScrapingOptions>(options => options.Invalid()));
        return services
            .AddSingleton<SiteClient>()
            .AddSingleton<RobotsCache>()
            .AddSingleton<RobotsReader>()
            .AddSingleton<PageFetcher>()
            .AddSingleton<CompanyPageReader>()
            .AddSingleton<CompanyListScraper>()
            .AddSingleton<CompanyUrlFiles>()
            .AddSingleton<ICompanySearch, LocalCompanySearch>();
    }
}
