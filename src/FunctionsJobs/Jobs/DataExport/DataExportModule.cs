using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.DataExport;

/// <summary>Registers the export job.</summary>
internal sealed class DataExportModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DataExportOptions>()
            .Bind(configuration.GetSection(DataExportOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<DataExportOptions>>(new JobOptionsValidator<DataExportOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, DataExportStarter>();
    }
}
