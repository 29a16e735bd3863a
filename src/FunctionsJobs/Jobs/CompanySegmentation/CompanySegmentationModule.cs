using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>Registers the job that counts companies by what they have in common.</summary>
internal sealed class CompanySegmentationModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanySegmentationOptions>().Bind(configuration.GetSection(CompanySegmentationOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanySegmentationOptions>>(new JobOptionsValidator<CompanySegmentationOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, CompanySegmentationStarter>();
    }
}
