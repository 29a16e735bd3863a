using System.Reflection;

namespace FunctionsJobs.Embedded.Storage.Migrations;

/// <summary>The migrations of the task hub: the embedded scripts <c>NNNN_name.sql</c> of this folder.</summary>
internal static class TaskHubMigrations
{
    /// <summary>In the order of their versions.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load(typeof(TaskHubMigrations).Assembly, typeof(TaskHubMigrations).Namespace + ".");

    private static List<Migration> Load(Assembly assembly, string prefix)
    {
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var file = resource[prefix.Length..];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var migration = new Migration(int.Parse(file[..4]), Path.GetFileNameWithoutExtension(file)[5..], reader.ReadToEnd());
            if (migration.Version != migrations.Count + 1)
            {
                throw new InvalidOperationException($"Migration '{file}' should have the number {migrations.Count + 1:0000}.");
            }

            migrations.Add(migration);
        }

        return migrations;
    }
}
