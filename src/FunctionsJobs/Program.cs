using FunctionsJobs;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
#if EMBEDDED_HOST
using FunctionsJobs.Sample;
using FunctionsJobs.Security.Local;

if (CommandLine.Answer(args, Console.Out) is { } exitCode)
{
    return exitCode;
}
#endif

var builder = FunctionsApplication.CreateBuilder(args);
#if EMBEDDED_HOST
if (TokenCommand.Answer(args, builder.Configuration, Console.Out, Console.Error) is { } tokenExitCode)
{
    return tokenExitCode;
}

builder.AddLocalTokens();
#else
// Reached from anywhere: nobody is given the system key unless a setting says so.
builder.Configuration["QueueApi:DurableUrls"] ??= "false";
#endif
builder.AddFunctionsJobs();
#if EMBEDDED_HOST
if (CommandLine.WantsSample(args))
{
    builder.Services.AddSample();
}
#endif

await builder.Build().RunAsync();
return 0;
