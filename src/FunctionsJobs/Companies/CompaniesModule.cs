using FunctionsJobs.Companies.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsJobs.Companies;

/// <summary>Registers the companies, which are kept in the analytics database and opened with it.</summary>
public static class CompaniesModule
{
    /// <summary>Adds the store.</summary>
    public static IServiceCollection AddCompanies(this IServiceCollection services)
    {
        services.TryAddSingleton<ICompanyStore, SqlCompanyStore>();
        return services;
    }
}
