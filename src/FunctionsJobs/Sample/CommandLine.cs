namespace FunctionsJobs.Sample;

/// <summary>The arguments that the program itself knows; the host reads the others.</summary>
public static class CommandLine
{
    private const string Usage =
        """
        FunctionsJobs - background jobs on Azure Functions and Durable Functions, in one process.

        usage: dotnet run --project src/FunctionsJobs [-- <options>]

          --sample            load 30 days of sample events, aggregate them, print the totals, make a
                              report, and go on serving
          --token [role]      print a token for calls and end; role: viewer, operator (default) or admin
          --publisher <id>    with --token: bind the token to one publisher
          --port <n>          port on 127.0.0.1; 0 takes a free one (default: 7071)
          --Section:Key=value any setting, such as --Jobs:AnalyticsAggregation:Parallelism=8
          --help              this text

        Everything is kept in the folder .functionsjobs below the current directory; the variable FUNCTIONSJOBS_DATA names another one.
        Settings are read from host.json, local.settings.json (see local.settings.sample.json), the environment and these options.

        In Azure, or with Core Tools and Azurite: dotnet run --project src/FunctionsJobs -p:FunctionsHost=Azure
        """;

    /// <summary>Answers a question that needs no host.</summary>
    /// <returns>The exit code, or null when the host is to be run.</returns>
    public static int? Answer(IReadOnlyList<string> args, TextWriter output)
    {
        if (!args.Any(arg => arg is "--help" or "-h" or "-?"))
        {
            return null;
        }

        output.WriteLine(Usage);
        return 0;
    }

    /// <summary>Whether the sample is to be run.</summary>
    public static bool WantsSample(IReadOnlyList<string> args) => args.Contains("--sample");
}
