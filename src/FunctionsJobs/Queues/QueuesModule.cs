using FunctionsJobs.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Queues;

/// <summary>Registers what the queue API needs.</summary>
internal static class QueuesModule
{
    /// <summary>Adds the API's settings and the submitter.</summary>
    public static IServiceCollection AddQueues(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QueueApiOptions>().Bind(configuration.GetSection(QueueApiOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QueueApiOptions>>(new JobOptionsValidator<QueueApiOptions>(options => options.Invalid()));
        return services.AddSingleton<JobSubmitter>().AddSingleton<JobSubmissionResponder>().AddSingleton<JobBodySubmitter>();
    }
}
