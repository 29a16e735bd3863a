using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>Registers the job that writes a report on companies.</summary>
internal sealed class CompanyReportingModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanyReportingOptions>().Bind(configuration.GetSection(CompanyReportingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyReportingOptions>>(new JobOptionsValidator<CompanyReportingOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, CompanyReportingStarter>();
    }
}
