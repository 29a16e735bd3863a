using FunctionsJobs.Exports.UserData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>Registers the export of a person's data.</summary>
internal sealed class UserDataExportModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UserDataExportOptions>()
            .Bind(configuration.GetSection(UserDataExportOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<UserDataExportOptions>>(new JobOptionsValidator<UserDataExportOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, UserDataExportStarter>();
        services.AddSingleton<UserDataCollector>();
        services.AddSingleton<UserCompanies>();
    }
}
