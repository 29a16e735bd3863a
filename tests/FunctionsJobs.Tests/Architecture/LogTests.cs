using System.Reflection;
using FunctionsJobs.Jobs;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Tests.Architecture;

public class LogTests
{
    private static readonly (LoggerMessageAttribute Event, MethodInfo Method)[] Events =
    [
        .. from type in typeof(JobModules).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           let logged = method.GetCustomAttribute<LoggerMessageAttribute>()
           where logged is not null
           select (logged, method),
    ];

    [Fact]
    public void Events_HaveIdsOfTheirOwn()
    {
        Assert.NotEmpty(Events);
        Assert.Empty(Events.GroupBy(entry => entry.Event.EventId).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Events_AreDeclaredInLogClassesWithOneRangeOfAHundredEach()
    {
        Assert.All(Events, entry => Assert.EndsWith("Log", entry.Method.DeclaringType!.Name, StringComparison.Ordinal));
        var ranges = Events.GroupBy(entry => entry.Method.DeclaringType!).Select(group => (group.Key.Name, Hundreds: group.Select(entry => entry.Event.EventId / 100).Distinct())).ToArray();

        Assert.All(ranges, range => Assert.Single(range.Hundreds));
        Assert.Equal(ranges.Length, ranges.SelectMany(range => range.Hundreds).Distinct().Count());
    }

    [Fact]
    public void Placeholders_OfTheSameThing_HaveTheSameName()
    {
        Assert.All(Events, entry =>
        {
            foreach (var other in (string[])["{Id}", "{InstanceId}", "{Job}", "{QueueName}", "{AttemptNumber}", "{FunctionName}"])
            {
                Assert.DoesNotContain(other, entry.Event.Message, StringComparison.OrdinalIgnoreCase);
            }
        });
    }
}
