using FunctionsJobs.Mail.Delivery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Mail;

/// <summary>Registers outgoing mail: over SMTP where a server is configured, as files otherwise.</summary>
internal static class MailModule
{
    /// <summary>Adds the sender, and what sends a job's mails once.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>()
            .Bind(configuration.GetSection(MailOptions.Section))
            .PostConfigure(options =>
            {
                if (options.Folder.Length == 0)
                {
                    options.Folder = Path.Combine(LocalDataFolder.Of(configuration), "mail");
                }
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IMailLedger, SqlMailLedger>().AddSingleton<MailDelivery>().AddSingleton<JobMails>();
        services.AddSingleton<FolderMailSender>().AddSingleton<SmtpMailSender>();
        return services.AddSingleton<IMailSender>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Host.Length > 0
            ? provider.GetRequiredService<SmtpMailSender>()
            : provider.GetRequiredService<FolderMailSender>());
    }
}
