using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Hosting;

public class MiddlewareTests
{
    [Fact]
    public async Task Pipeline_WhenSeveralAreAdded_RunsThemInTheirOrder()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            Configure = builder => builder
                .UseMiddleware(Append("a"))
                .UseWhen(context => context.FunctionDefinition.Name == "Items", Append("b"))
                .UseWhen(_ => false, Append("never"))
                .UseMiddleware(Append("c")),
        });

        Assert.Equal("abc", await host.GetAsync("/api/items"));
    }

    [Fact]
    public async Task Middleware_WhenAType_IsOneInstanceFromTheServices()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            Configure = builder => builder.UseMiddleware<Counting>(),
        });

        await host.GetAsync("/api/items");
        await host.GetAsync("/api/items");

        Assert.Equal(2, host.Services.GetRequiredService<Counting>().Count);
    }

    [Fact]
    public async Task Middleware_WhenItReplacesTheResult_SendsTheReplacement()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            Configure = builder => builder.UseMiddleware(async (context, next) =>
            {
                await next();
                context.GetInvocationResult().Value = $"{context.GetInvocationResult<string>().Value} and more";
            }),
        });

        Assert.Equal("text and more", await host.GetAsync("/api/text"));
    }

    [Fact]
    public async Task Middleware_WhenItDoesNotGoOn_AnswersInPlaceOfTheFunction()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            Configure = builder => builder.UseMiddleware(async (context, next) =>
            {
                var request = await context.GetHttpRequestDataAsync();
                context.GetInvocationResult().Value = request!.CreateResponse(HttpStatusCode.Forbidden);
            }),
        });

        await host.GetAsync("/api/text", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Middleware_WhenItChangesTheResponseAfterTheFunction_SendsTheChanged()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            Configure = builder => builder.UseMiddleware(async (context, next) =>
            {
                await next();
                context.GetHttpResponseData()!.Headers.Add("X-Added", "yes");
            }),
        });

        using var response = await host.Client.GetAsync(new Uri("/api/response", UriKind.Relative));

        Assert.Equal("yes", Assert.Single(response.Headers.GetValues("X-Added")));
    }

    [Fact]
    public async Task Middleware_WhenItCatchesTheFunctionsFault_KeepsItFromTheCaller()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            Configure = builder => builder.UseMiddleware(async (context, next) =>
            {
                try
                {
                    await next();
                }
                catch (InvalidOperationException exception)
                {
                    context.GetInvocationResult().Value = exception.Message;
                }
            }),
        });

        Assert.Equal("caught", await host.GetAsync("/api/throws"));
        Assert.DoesNotContain(host.Log.Texts, text => text.Contains("caught", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Services_WhenScoped_LiveAsLongAsTheInvocation()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            Configure = builder => builder.Services.AddScoped<Scoped>().AddSingleton<Disposals>(),
        });

        var first = await host.GetAsync("/api/scoped");
        var second = await host.GetAsync("/api/scoped");

        Assert.Equal("True 1", first);
        Assert.Equal("True 2", second);
        await Eventually.IsTrueAsync(() => host.Services.GetRequiredService<Disposals>().Count == 2, "both scopes are disposed");
    }

    [Fact]
    public async Task Context_WhenAsked_TellsOfTheInvocation()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/context");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var response = await host.Client.SendAsync(request);

        var lines = (await response.Content.ReadAsStringAsync()).Split('|');
        Assert.True(Guid.TryParse(lines[0], out _));
        Assert.Equal(
            ["Context", "FunctionsJobs.Embedded.Tests.Hosting.MiddlewareTests+Functions.Context", "request httpTrigger In", "$return http Out", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0 0"],
            lines[1..]);
    }

    private static Func<FunctionContext, Func<Task>, Task> Append(string text) => (context, next) =>
    {
        context.Items["text"] = $"{(context.Items.TryGetValue("text", out var before) ? before : "")}{text}";
        return next();
    };

    public sealed class Counting : IFunctionsWorkerMiddleware
    {
        public int Count { get; private set; }

        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            Count++;
            return next(context);
        }
    }

    public sealed class Disposals
    {
        public int Count { get; set; }
    }

    public sealed class Scoped(Disposals disposals) : IDisposable
    {
        public void Dispose() => disposals.Count++;
    }

    public sealed class Functions(IServiceProvider services)
    {
        private static int _made;

        [Function("Items")]
        public static string Items([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, FunctionContext context)
            => context.Items.TryGetValue("text", out var text) ? (string)text : "none";

        [Function("Text")]
        public static string Text([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "text";

        [Function("Response")]
        public static HttpResponseData Response([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.CreateResponse();

        [Function("Throws")]
        public static string Throws([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => throw new InvalidOperationException("caught");

        [Function("Scoped")]
        public string FromScope([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, FunctionContext context)
            => $"{ReferenceEquals(services.GetRequiredService<Scoped>(), context.InstanceServices.GetRequiredService<Scoped>())} {Interlocked.Increment(ref _made)}";

        [Function("Context")]
        public static string Context([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, FunctionContext context)
        {
            context.GetLogger<MiddlewareTests>().LogDebug("asked");
            var definition = context.FunctionDefinition;
            var bindings = definition.InputBindings.Values.Concat(definition.OutputBindings.Values).Select(binding => $"{binding.Name} {binding.Type} {binding.Direction}");
            return string.Join('|', [context.InvocationId, definition.Name, definition.EntryPoint, .. bindings, context.TraceContext.TraceParent, $"{context.RetryContext.RetryCount} {context.RetryContext.MaxRetryCount}"]);
        }
    }
}
