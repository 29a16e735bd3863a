using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.NotificationEmail;

/// <summary>Registers the job that sends a mail with a subject and a text of the sender's own.</summary>
internal sealed class NotificationEmailModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NotificationEmailOptions>().Bind(configuration.GetSection(NotificationEmailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NotificationEmailOptions>>(new JobOptionsValidator<NotificationEmailOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, NotificationEmailStarter>();
    }
}
