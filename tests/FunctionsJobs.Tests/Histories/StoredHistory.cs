using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Replay;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Tests.Architecture;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Tests.Histories;

/// <summary>
/// A history that was recorded once and is replayed for ever: instances with such a history may be under way when a new version of the program starts.
/// A file is never changed. New code that cannot replay it needs another orchestrator, or a version check.
/// </summary>
internal sealed partial record StoredHistory
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Orchestrator { get; init; }

    public required string InstanceId { get; init; }

    public required string Status { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    /// <summary>The message of the failure it ended with, if it did.</summary>
    public string? Failure { get; init; }

    public required IReadOnlyList<HistoryRecord> Records { get; init; }

    // The gate of a deployment names the folder of the released version's.
    private static string Folder => Environment.GetEnvironmentVariable("FUNCTIONSJOBS_HISTORIES") is { Length: > 0 } released
        ? released
        : Path.Combine(Sources.Root, "tests", "FunctionsJobs.Tests", "Histories");

    /// <summary>The names of all files.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static StoredHistory Load(string name) => JsonSerializer.Deserialize<StoredHistory>(File.ReadAllText(PathOf(name)), Json)!;

    public static StoredHistory Of(InstanceRecord instance, IReadOnlyList<HistoryRecord> records) => new()
    {
        Orchestrator = instance.Name,
        InstanceId = instance.InstanceId,
        Status = instance.Status,
        Input = instance.Input,
        Output = instance.Status == InstanceStatus.Completed ? instance.Output : null,
        Failure = instance.Failure is null ? null : Embedded.Durable.History.Failure.FromJson(instance.Failure).ErrorMessage,
        Records = records,
    };

    /// <summary>Writes a new file when the variable <c>FUNCTIONSJOBS_RECORD_HISTORIES</c> is set; one that exists is kept.</summary>
    public void Record(string name)
    {
        if (Environment.GetEnvironmentVariable("FUNCTIONSJOBS_RECORD_HISTORIES") == "1" && !File.Exists(PathOf(name)))
        {
            File.WriteAllText(PathOf(name), SourcePath().Replace(JsonSerializer.Serialize(this, Json), "") + "\n");
        }
    }

    /// <summary>Replays all but the last turn, takes that one as it was taken, and answers what came of it.</summary>
    public TurnResult Replay(IDurableFunctionCatalog functions)
    {
        var last = Records[^1].Turn;
        var instance = new InstanceRecord
        {
            InstanceId = InstanceId,
            ExecutionId = "replay",
            Name = Orchestrator,
            Status = InstanceStatus.Running,
            CreatedAt = Records[0].At,
            LastUpdatedAt = Records[0].At,
            Input = Input,
        };
        var orchestrator = functions.FindOrchestrator(Orchestrator)
            ?? throw new InvalidOperationException($"The orchestrator {Orchestrator} is gone, and instances of it may be under way.");
        var executor = new OrchestrationExecutor(
            instance, orchestrator, functions.DataConverter, NullLoggerFactory.Instance, new TaskHubEngineOptions(), (_, _, _) => { });
        executor.Replay([.. Records.Where(record => record.Turn < last)]);
        return executor.TakeTurn(
            Records[^1].At,
            [.. Records.Where(record => record.Turn == last).Select(HistoryReader.Read).Where(stored => stored is not OrchestratorAction)]);
    }

    public static string PathOf(string name) => Path.Combine(Folder, $"{name}.json");

    /// <summary>Where a stack trace names a file of the machine that it was taken on.</summary>
    [GeneratedRegex(@" in [^ ""]+:line \d+")]
    private static partial Regex SourcePath();
}
