using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Children;

/// <summary>Registers what jobs need that have children.</summary>
internal static class ChildrenModule
{
    /// <summary>Adds the children's submission.</summary>
    public static IServiceCollection AddChildren(this IServiceCollection services) => services.AddSingleton<ChildJobs>();
}
