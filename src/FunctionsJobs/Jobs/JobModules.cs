using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Jobs;

/// <summary>Finds the job slices of this program. The set is closed: it is what was compiled in, and a snapshot test names each job type.</summary>
internal static class JobModules
{
    /// <summary>One of each <see cref="IJobModule"/>, in order of name.</summary>
    public static IReadOnlyList<IJobModule> All { get; } =
    [
        .. typeof(JobModules).Assembly.GetTypes()
            .Where(type => type.IsClass && typeof(IJobModule).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (IJobModule)Activator.CreateInstance(type)!),
    ];

    /// <summary>Registers every slice and the catalogue over them.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var module in All)
        {
            module.AddServices(services, configuration);
        }

        return services.AddSingleton(provider => new JobTypeCatalogue(provider.GetServices<IJobStarter>()));
    }
}
