using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.PasswordResetEmail;

/// <summary>Registers the job that sends a mail with a link that sets a new password.</summary>
internal sealed class PasswordResetEmailModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PasswordResetEmailOptions>().Bind(configuration.GetSection(PasswordResetEmailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PasswordResetEmailOptions>>(new JobOptionsValidator<PasswordResetEmailOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, PasswordResetEmailStarter>();
    }
}
