using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Dashboard.Page;

/// <summary>The dashboard as one page: nothing is loaded from elsewhere, and nothing runs but the script and the style that are part of it.</summary>
public sealed class DashboardPage
{
    // In this order; together they are one script.
    private static readonly string[] Scripts = ["api.js", "elements.js", "numbers.js", "queues.js", "jobs.js", "job.js", "refresh.js"];

    public DashboardPage()
    {
        var style = "\n" + Read("dashboard.css");
        var script = "\n" + string.Join('\n', Scripts.Select(Read));
        Utf8 = Encoding.UTF8.GetBytes(Read("dashboard.html")
            .Replace("{{style}}", style, StringComparison.Ordinal).Replace("{{script}}", script, StringComparison.Ordinal));
        ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Utf8))[..32]}\"";
        ContentSecurityPolicy =
            $"default-src 'none'; script-src {HashOf(script)}; style-src {HashOf(style)}; connect-src 'self'; img-src data:; " +
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// <summary>The page, UTF-8.</summary>
    internal byte[] Utf8 { get; }

    /// <summary>Its entity tag.</summary>
    internal string ETag { get; }

    /// <summary>Lets the page's own script and style run, by their hashes, and lets it call this server.</summary>
    internal string ContentSecurityPolicy { get; }

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    // Line ends are part of the hash: browsers read all of them as one line feed.
    private static string Read(string file)
    {
        using var stream = typeof(DashboardPage).Assembly.GetManifestResourceStream($"FunctionsJobs.Dashboard.Page.{file}")
            ?? throw new InvalidOperationException($"The program was built without {file}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
