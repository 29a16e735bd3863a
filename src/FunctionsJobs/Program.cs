using FunctionsJobs.Analytics;
using FunctionsJobs.Health;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Queues;
using FunctionsJobs.Sample;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

#if EMBEDDED_HOST
if (CommandLine.Answer(args, Console.Out) is { } exitCode)
{
    return exitCode;
}
#endif

var builder = FunctionsApplication.CreateBuilder(args);
builder.UseMiddleware<ProblemMiddleware>();
builder.UseMiddleware<JobFaultMiddleware>();
builder.Services
    .AddAnalytics(builder.Configuration)
    .AddJobStore(builder.Configuration)
    .AddLifecycle()
    .AddJobs(builder.Configuration)
    .AddQueues(builder.Configuration)
    .AddHealth();

#if EMBEDDED_HOST
if (CommandLine.WantsSample(args))
{
    builder.Services.AddSample();
}
#endif

await builder.Build().RunAsync();
return 0;
