using FunctionsJobs.Companies.Analysis;
using FunctionsJobs.Companies.Reports;
using FunctionsJobs.Companies.Sql;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Companies;

/// <summary>Registers the companies, which are kept in the analytics database and opened with it.</summary>
public static class CompaniesModule
{
    /// <summary>Adds the store and what jobs on companies share.</summary>
    public static IServiceCollection AddCompanies(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<CompaniesOptions>().Bind(configuration.GetSection(CompaniesOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompaniesOptions>>(new JobOptionsValidator<CompaniesOptions>(options => options.Invalid()));
        services.TryAddSingleton<ICompanyStore, SqlCompanyStore>();
        services.TryAddSingleton<CompanyJobs>();
        services.TryAddSingleton<CompanyInsightReader>();
        services.TryAddSingleton<CompanyReportFiles>();
        return services;
    }
}
