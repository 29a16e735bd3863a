using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Jobs;

/// <summary>The entrance of a job slice: registers its starter, its options and what its activities need.</summary>
/// <remarks>Every slice has exactly one, which is found by <see cref="JobModules"/>; nothing else has to name the slice.</remarks>
internal interface IJobModule
{
    /// <summary>Registers the slice.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);
}
