using Microsoft.Extensions.Hosting;

namespace FunctionsJobs.Security.Local;

/// <summary>
/// Shows a token for each role once the program serves: on a terminal, and never where the output goes to a file, a pipe or a log. There, a
/// line says how to get one.
/// </summary>
internal sealed class LocalTokensPrinter(LocalTokens tokens, IHostApplicationLifetime lifetime) : IHostedService
{
    private CancellationTokenRegistration _started;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = lifetime.ApplicationStarted.Register(() => Print(Console.Out, Console.IsOutputRedirected));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _started.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Writes the tokens, or how to get one.</summary>
    internal void Print(TextWriter output, bool isRedirected)
    {
        if (isRedirected)
        {
            output.WriteLine("Calls need a token: dotnet run --project src/FunctionsJobs -- --token operator (or viewer, admin; in the same folder).");
            return;
        }

        output.WriteLine();
        output.WriteLine($"  Tokens for calls (Authorization: Bearer …), good for {LocalTokens.Lifetime.TotalHours:F0} hours:");
        foreach (var role in Enum.GetValues<Role>())
        {
            output.WriteLine($"    {role.ToName(),-9} {tokens.Create(role)}");
        }

        output.WriteLine();
    }
}
