using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Embedded.Tests.Faults;

/// <summary>The disk under a running host fails or fills up: it says so, acknowledges nothing more, and the next start loses nothing acknowledged.</summary>
public sealed class MachineFaultTests
{
    [Fact]
    public async Task Host_WhenNoFileMayGrow_SaysSoAndKeepsWhatItAccepted()
    {
        using var folder = new TemporaryFolder();
        var accepted = await FillAsync(folder.Path, largestFile: 4 * 1024);

        await AssertKeptAsync(folder.Path, accepted);
    }

    [Fact]
    public async Task Host_WhenTheDiskIsFull_SaysSoAndKeepsWhatItAccepted()
    {
        // Where nothing can be mounted, files that may not grow have to do, of another size than in the test above.
        using var disk = SmallDisk.TryMount(mebibytes: 12);
        using var folder = new TemporaryFolder();
        var path = disk?.Path ?? folder.Path;
        var accepted = await FillAsync(path, largestFile: disk is null ? 6 * 1024 : null);

        disk?.Enlarge(mebibytes: 100);
        await AssertKeptAsync(path, accepted);
    }

    [Fact]
    public async Task Host_WhenItsTaskHubIsDeleted_AcknowledgesNothingMore()
    {
        using var folder = new TemporaryFolder();
        using var host = await FaultHostProcess.StartAsync(folder.Path);
        Assert.True(await host.KeepAsync("before", "x"));
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.db*"))
        {
            File.Delete(file);
        }

        Assert.False(await host.KeepAsync("after", "x"));

        await Eventually.HoldsAsync(async () => (await host.HubAsync()).State == "Faulted", "the task hub is faulted");
        Assert.Contains("deleted", (await host.HubAsync()).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flipped bytes")]
    [InlineData("cut short")]
    [InlineData("garbage in the log")]
    public async Task Start_WhenTheTaskHubIsDamaged_EndsWithOneLine(string damage)
    {
        using var folder = new TemporaryFolder();
        string hub;
        using (var host = await FaultHostProcess.StartAsync(folder.Path))
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.True(await host.KeepAsync($"n{i}", new string('x', 10_000)));
            }

            hub = Assert.Single(Directory.EnumerateFiles(folder.Path, "*.db"));
            await host.KillAsync();
        }

        Damage(hub, damage);
        using var next = FaultHostProcess.Launch(folder.Path);

        Assert.Equal(1, await next.WaitForExitAsync());
        await Eventually.HoldsAsync(() => next.Output.Any(line => line.Contains("did not start", StringComparison.Ordinal)), "the reason");
        Assert.Contains(next.Output, line => line.Contains("did not start", StringComparison.Ordinal) && line.Contains(hub, StringComparison.Ordinal));
        Assert.DoesNotContain(next.Output, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    private static void Damage(string hub, string damage)
    {
        var path = damage == "garbage in the log" ? hub + "-wal" : hub;
        if (path == hub)
        {
            // The log would repair the file: first it is copied into it.
            using var connection = new SqliteConnection($"Data Source={hub};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        switch (damage)
        {
            case "cut short":
                file.SetLength(file.Length / 2 / 4096 * 4096);
                break;
            default:
                var noise = new byte[file.Length - (path == hub ? 4096 : 0)];
                new Random(7).NextBytes(noise);
                file.Position = file.Length - noise.Length;
                file.Write(noise);
                break;
        }
    }

    // Until the host refuses; by then it says why.
    private static async Task<List<string>> FillAsync(string folder, int? largestFile)
    {
        using var host = await FaultHostProcess.StartAsync(folder, largestFile);
        var random = new Random(1);
        var accepted = new List<string>();
        var refused = false;
        for (var i = 0; i < 1_000 && !refused; i++)
        {
            var noise = new byte[60_000];
            random.NextBytes(noise);
            refused = !await host.KeepAsync($"n{i}", Convert.ToBase64String(noise));
            if (!refused)
            {
                accepted.Add($"n{i}");
            }
        }

        Assert.True(refused, "the disk never filled up");
        Assert.True(accepted.Count > 5, $"only {accepted.Count} were accepted");
        await Eventually.HoldsAsync(async () => (await host.HubAsync()).State == "Faulted", "the task hub is faulted");
        Assert.Matches("(?i)disk", (await host.HubAsync()).Fault!);
        Assert.False(await host.KeepAsync("later", "x"));
        Assert.Contains(host.Output, line => line.Contains("stopped after a failure", StringComparison.Ordinal));
        await host.KillAsync();
        return accepted;
    }

    private static async Task AssertKeptAsync(string folder, List<string> accepted)
    {
        using var host = await FaultHostProcess.StartAsync(folder);
        foreach (var id in accepted)
        {
            await Eventually.HoldsAsync(async () => await host.StateAsync(id) == "Completed 80000", $"{id} is complete");
        }

        Assert.True(await host.KeepAsync("more", "x"));
    }
}
