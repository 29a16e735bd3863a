using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Hosting;

public class DiscoveryTests
{
    [Theory]
    [InlineData(typeof(DuplicateNames), "the function name 'Twice' is used more than once: DuplicateNames.One, DuplicateNames.Two.")]
    [InlineData(typeof(BadName), "'1st try' is no function name")]
    [InlineData(typeof(ReservedName), "'host' is a reserved name")]
    [InlineData(typeof(NoTrigger), "no parameter has a trigger attribute")]
    [InlineData(typeof(TwoTriggers), "a function has one trigger, not 2 (request, timer)")]
    [InlineData(typeof(UnknownParameter), "parameter 'stream' of type Stream cannot be bound")]
    [InlineData(typeof(TwoBodies), "the body can be bound to one parameter only")]
    [InlineData(typeof(AspNetRequest), "belongs to the ASP.NET Core integration")]
    [InlineData(typeof(OrchestratorWithClient), "an orchestrator must not use a client")]
    [InlineData(typeof(OrchestratorWithTwoInputs), "parameter 'second': the input is bound to the first free parameter, 'first'")]
    [InlineData(typeof(OrchestratorWithWrongContext), "[OrchestrationTrigger] binds a TaskOrchestrationContext, not a String")]
    [InlineData(typeof(ActivityWithContext), "parameter 'context' of type TaskActivityContext cannot be bound")]
    [InlineData(typeof(ClientOfWrongType), "[DurableClient] binds a DurableTaskClient, not a Object")]
    [InlineData(typeof(ClientOfOtherHub), "this host has one task hub, 'TestHubName', not 'Other'")]
    [InlineData(typeof(TimerWithWrongType), "[TimerTrigger] binds a TimerInfo, not a String")]
    [InlineData(typeof(BadCron), "'0 61 * * * *' is no schedule")]
    [InlineData(typeof(NeverFires), "'0 0 0 31 2 *' never fires")]
    [InlineData(typeof(MissingSetting), "parameter 'timer' needs the setting 'NoSuchSchedule', which is not set")]
    [InlineData(typeof(BadRoute), "the route 'api/a/{b' is not valid")]
    [InlineData(typeof(UnknownConstraint), "has an unknown constraint 'positive' on 'b'")]
    [InlineData(typeof(SameRoutes), "One and Two both answer GET /api/SAME/{b}.")]
    [InlineData(typeof(BadMethod), "'GET POST' is no HTTP method")]
    [InlineData(typeof(AsyncVoid), "'async void' hides the function's end")]
    [InlineData(typeof(NestedTask), "a task within a task is not awaited")]
    [InlineData(typeof(AsyncStream), "IAsyncEnumerable is not supported")]
    [InlineData(typeof(AbstractFunctions), "an instance function needs a class that can be created")]
    [InlineData(typeof(GenericFunction), "a function must not be generic")]
    [InlineData(typeof(RetriedHttp), "a retry attribute works with timer functions only")]
    [InlineData(typeof(UserLevel), "AuthorizationLevel.User needs a platform")]
    public async Task Start_WhenAFunctionIsWrong_FailsNamingIt(Type functions, string problem)
    {
        var failure = await TestHost.FailAsync(functions);

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenSeveralFunctionsAreWrong_NamesAllOfThem()
    {
        var failure = await TestHost.FailAsync(typeof(BadCron), typeof(BadRoute), typeof(AsyncVoid), typeof(NoTrigger));

        Assert.Equal(4, failure.Message.Split("\n  - ").Length - 1);
    }

    [Fact]
    public async Task Start_WhenRoutesDifferByMethodOrConstraint_Succeeds()
    {
        await using var host = await TestHost.StartAsync(typeof(DistinctRoutes));

        Assert.Equal("get", await host.GetAsync("/api/same/x"));
        Assert.Equal("number", await host.GetAsync("/api/same/1"));
    }

    [Fact]
    public async Task Start_WhenTheRootPrefixIsEmpty_KeepsTheHostsOwnRoutes()
    {
        var failure = await TestHost.FailAsync(new TestHostSettings
        {
            Functions = [typeof(AdminRoute)],
            HostJson = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""",
        });

        Assert.Contains("begins with 'admin' or 'runtime'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_WhenListedInHostJson_AreLoadedAlone()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(DistinctRoutes), typeof(BadCron)],
            HostJson = """{ "version": "2.0", "functions": [ "Number" ] }""",
        });

        await host.GetAsync("/api/same/1");
        await host.GetAsync("/api/same/x", System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Function_WhenSwitchedOffBySetting_IsNotRouted()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(DistinctRoutes)],
            Arguments = ["--AzureWebJobs:Number:Disabled", "true"],
        });

        Assert.Equal("get", await host.GetAsync("/api/same/1"));
    }

    public static class DuplicateNames
    {
        [Function("Twice")]
        public static void One([HttpTrigger(AuthorizationLevel.Anonymous, Route = "one")] HttpRequestData request)
        {
        }

        [Function("twice")]
        public static void Two([HttpTrigger(AuthorizationLevel.Anonymous, Route = "two")] HttpRequestData request)
        {
        }
    }

    public static class BadName
    {
        [Function("1st try")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a")] HttpRequestData request)
        {
        }
    }

    public static class ReservedName
    {
        [Function("Host")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
        }
    }

    public static class NoTrigger
    {
        [Function("NoTrigger")]
        public static void Run(HttpRequestData request)
        {
        }
    }

    public static class TwoTriggers
    {
        [Function("TwoTriggers")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, [TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
        }
    }

    public static class UnknownParameter
    {
        [Function("UnknownParameter")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, Stream stream)
        {
        }
    }

    public static class TwoBodies
    {
        [Function("TwoBodies")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] Version trigger, [FromBody] Version body)
        {
        }
    }

    public static class AspNetRequest
    {
        [Function("AspNetRequest")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }
    }

    public static class OrchestratorWithClient
    {
        [Function("OrchestratorWithClient")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) => Task.CompletedTask;
    }

    public static class OrchestratorWithTwoInputs
    {
        [Function("OrchestratorWithTwoInputs")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, string first, string second) => Task.CompletedTask;
    }

    public static class OrchestratorWithWrongContext
    {
        [Function("OrchestratorWithWrongContext")]
        public static Task Run([OrchestrationTrigger] string context) => Task.CompletedTask;
    }

    public static class ActivityWithContext
    {
        [Function("ActivityWithContext")]
        public static Task Run([ActivityTrigger] string input, TaskActivityContext context) => Task.CompletedTask;
    }

    public static class ClientOfWrongType
    {
        [Function("ClientOfWrongType")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, [DurableClient] object client)
        {
        }
    }

    public static class ClientOfOtherHub
    {
        [Function("ClientOfOtherHub")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, [DurableClient(TaskHub = "Other")] DurableTaskClient client)
        {
        }
    }

    public static class TimerWithWrongType
    {
        [Function("TimerWithWrongType")]
        public static void Run([TimerTrigger("0 0 * * * *")] string timer)
        {
        }
    }

    public static class BadCron
    {
        [Function("BadCron")]
        public static void Run([TimerTrigger("0 61 * * * *")] TimerInfo timer)
        {
        }
    }

    public static class NeverFires
    {
        [Function("NeverFires")]
        public static void Run([TimerTrigger("0 0 0 31 2 *")] TimerInfo timer)
        {
        }
    }

    public static class MissingSetting
    {
        [Function("MissingSetting")]
        public static void Run([TimerTrigger("%NoSuchSchedule%")] TimerInfo timer)
        {
        }
    }

    public static class BadRoute
    {
        [Function("BadRoute")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequestData request)
        {
        }
    }

    public static class UnknownConstraint
    {
        [Function("UnknownConstraint")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b:positive}")] HttpRequestData request)
        {
        }
    }

    public static class SameRoutes
    {
        [Function("One")]
        public static void One([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "same/{a}")] HttpRequestData request)
        {
        }

        [Function("Two")]
        public static void Two([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "SAME/{b}")] HttpRequestData request)
        {
        }
    }

    public static class DistinctRoutes
    {
        [Function("Get")]
        public static string Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same/{a}")] HttpRequestData request) => "get";

        [Function("Post")]
        public static string Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "same/{a}")] HttpRequestData request) => "post";

        [Function("Number")]
        public static string Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same/{a:int}")] HttpRequestData request) => "number";
    }

    public static class AdminRoute
    {
        [Function("AdminRoute")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "admin/mine")] HttpRequestData request)
        {
        }
    }

    public static class BadMethod
    {
        [Function("BadMethod")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get post")] HttpRequestData request)
        {
        }
    }

    public static class AsyncVoid
    {
        [Function("AsyncVoid")]
        [SuppressMessage("Usage", "VSTHRD100", Justification = "It is what the test is about.")]
        public static async void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => await Task.Yield();
    }

    public static class NestedTask
    {
        [Function("NestedTask")]
        public static Task<Task> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => Task.FromResult(Task.CompletedTask);
    }

    public static class AsyncStream
    {
        [Function("AsyncStream")]
        public static IAsyncEnumerable<int> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => throw new NotSupportedException();
    }

    public abstract class AbstractFunctions
    {
        [Function("Abstract")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => GC.KeepAlive(this);
    }

    public static class GenericFunction
    {
        [Function("Generic")]
        public static void Run<T>([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
        }
    }

    public static class RetriedHttp
    {
        [Function("RetriedHttp")]
        [FixedDelayRetry(3, "00:00:01")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
        }
    }

    public static class UserLevel
    {
        [Function("UserLevel")]
        public static void Run([HttpTrigger(AuthorizationLevel.User)] HttpRequestData request)
        {
        }
    }
}
