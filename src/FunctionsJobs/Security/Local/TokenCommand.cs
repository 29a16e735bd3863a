using FunctionsJobs.Analytics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Security.Local;

/// <summary><c>--token [role] [--publisher id]</c>: prints one token, and nothing else, and ends the program.</summary>
internal static class TokenCommand
{
    private const string Name = "--token";
    private const string PublisherName = "--publisher";
    private const int Failed = 1;
    private const int WrongArguments = 2;

    /// <summary>Whether the arguments ask for a token.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => TryValue(args, Name, out _);

    /// <summary>Prints the token that the arguments ask for.</summary>
    /// <returns>The exit code, or null when they ask for none.</returns>
    public static int? Answer(IReadOnlyList<string> args, IConfiguration configuration, TextWriter output, TextWriter error)
    {
        if (!TryValue(args, Name, out var roleName))
        {
            return null;
        }

        if (!RoleNames.TryParse(roleName ?? Role.Operator.ToName(), out var role))
        {
            error.WriteLine($"--token takes a role: {RoleNames.All}.");
            return WrongArguments;
        }

        if (TryValue(args, PublisherName, out var publisher) && !PublisherId.IsValid(publisher))
        {
            error.WriteLine($"--publisher {PublisherId.Rule}.");
            return WrongArguments;
        }

        if (!LocalTokensModule.IsNeeded(configuration))
        {
            error.WriteLine("The settings name keys that tokens are checked with (section Security), so this program makes none: get one from the issuer.");
            return WrongArguments;
        }

        try
        {
            var secret = LocalSigningKey.ReadOrCreate(LocalDataFolder.Of(configuration));
            output.WriteLine(new LocalTokens(secret, TimeProvider.System).Create(role, publisher));
            return 0;
        }
        catch (OptionsValidationException e)
        {
            error.WriteLine(e.Message);
            return Failed;
        }
    }

    private static bool TryValue(IReadOnlyList<string> args, string name, out string? value)
    {
        value = null;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == name)
            {
                value = i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[i + 1] : null;
                return true;
            }

            if (args[i].StartsWith($"{name}=", StringComparison.Ordinal))
            {
                value = args[i][(name.Length + 1)..];
                return true;
            }
        }

        return false;
    }
}
