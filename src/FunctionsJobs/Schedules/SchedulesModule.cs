using FunctionsJobs.Jobs;
using FunctionsJobs.Schedules.Api;
using FunctionsJobs.Schedules.Drafts;
using FunctionsJobs.Schedules.Sql;
using FunctionsJobs.Schedules.Templates;
using FunctionsJobs.Schedules.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules;

/// <summary>Registers recurring jobs and the timers that serve them.</summary>
internal static class SchedulesModule
{
    /// <summary>Adds the settings, the store, and what works on it.</summary>
    public static IServiceCollection AddSchedules(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ScheduleOptions>().Bind(configuration.GetSection(ScheduleOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScheduleOptions>>(new JobOptionsValidator<ScheduleOptions>(options => options.Invalid()));
        services.AddOptions<JobTemplateOptions>().Bind(configuration.GetSection(JobTemplateOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobTemplateOptions>, JobTemplateValidator>();
        return services
            .AddSingleton<JobDrafts>()
            .AddSingleton<BuiltInTimerRunner>()
            .AddSingleton(provider => new JobTemplates(
                provider.GetRequiredService<IOptions<JobTemplateOptions>>().Value,
                provider.GetRequiredService<JobDrafts>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IScheduleStore, SqlScheduleStore>()
            .AddSingleton<ScheduledJobs>()
            .AddSingleton<ScheduleEditor>()
            .AddSingleton<ScheduleReader>()
            .AddSingleton<ScheduleTicker>();
    }
}
