using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Tests.Architecture;

public partial class FunctionTests
{
    [Fact]
    public void Functions_HaveNamesOfTheirOwn()
    {
        Assert.NotEmpty(Functions.All);
        Assert.Empty(Functions.All.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Functions_ArePublicMethodsOfPublicClasses()
    {
        Assert.All(Functions.All, function => Assert.True(function.Method.IsPublic && function.Method.DeclaringType!.IsPublic, function.Name));
    }

    // Without a level, the attribute leaves a route open to everybody.
    [Fact]
    public void HttpTriggers_NameTheirLevel()
    {
        var triggers = Sources.FilesOf().Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => HttpTriggerUse().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}"))
            .ToArray();

        Assert.Equal(Functions.All.Count(function => HttpTriggerOf(function.Method) is not null), triggers.Length);
        Assert.All(triggers, trigger => Assert.Matches(@"HttpTrigger\(HttpAccess\.(Api|Open),", trigger));
    }

    [Fact]
    public void HttpTriggers_HaveOneFunctionPerRouteAndMethod()
    {
        var routes =
            from function in Functions.All
            let trigger = HttpTriggerOf(function.Method)
            where trigger is not null
            from method in trigger.Methods ?? []
            select $"{method} {RouteParameter().Replace(trigger.Route!, "{}")}";

        Assert.Empty(routes.GroupBy(route => route, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    private static HttpTriggerAttribute? HttpTriggerOf(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(trigger => trigger is not null);

    [GeneratedRegex(@"\[HttpTrigger[^\]]*")]
    private static partial Regex HttpTriggerUse();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex RouteParameter();
}
