using FunctionsJobs.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Notices;

/// <summary>Registers completion notices.</summary>
internal static class NoticesModule
{
    /// <summary>Adds the settings and the sender of webhooks.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NoticeOptions>().Bind(configuration.GetSection(NoticeOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NoticeOptions>>(new JobOptionsValidator<NoticeOptions>(options => options.Invalid()));
        return services.AddSingleton<WebhookSender>();
    }
}
