using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>Registers bulk actions.</summary>
internal sealed class BulkActionModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BulkActionOptions>().Bind(configuration.GetSection(BulkActionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BulkActionOptions>>(new JobOptionsValidator<BulkActionOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, BulkActionStarter>();
    }
}
