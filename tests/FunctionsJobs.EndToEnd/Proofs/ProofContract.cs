using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.Proof;

/// <summary>A job of the tests: does nothing for a while, and leaves its marks in the ledger.</summary>
public sealed record ProofContract
{
    /// <summary>The publisher, by which limits per key count.</summary>
    public required string PublisherId { get; init; }

    /// <summary>How long it takes, in milliseconds.</summary>
    public required int Milliseconds { get; init; }

    /// <summary>How many lines it writes meanwhile, spread evenly.</summary>
    public int Lines { get; init; }
}

/// <summary>What its one activity is told.</summary>
public sealed record ProofWork(string JobId, int Milliseconds, int Lines);

/// <summary>Its result.</summary>
public sealed record ProofResult(string JobId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ProofContract))]
[JsonSerializable(typeof(ProofResult))]
internal sealed partial class ProofJson : JsonSerializerContext;
