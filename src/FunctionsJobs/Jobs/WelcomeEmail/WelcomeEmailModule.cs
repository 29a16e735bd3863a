using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.WelcomeEmail;

/// <summary>Registers the job that sends a mail that welcomes a new user.</summary>
internal sealed class WelcomeEmailModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WelcomeEmailOptions>().Bind(configuration.GetSection(WelcomeEmailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WelcomeEmailOptions>>(new JobOptionsValidator<WelcomeEmailOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, WelcomeEmailStarter>();
    }
}
