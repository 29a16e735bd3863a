using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FunctionsJobs.Tests.Lifecycle.Harness;

/// <summary>The plan of orchestrators that tests make up.</summary>
internal sealed record TestPlan;

/// <summary>Their result: what the parts answered.</summary>
internal sealed record TestResult(IReadOnlyList<string> Parts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TestResult))]
[JsonSerializable(typeof(FamilyPlan))]
internal sealed partial class TestJson : JsonSerializerContext
{
    public static JsonTypeInfo<TestResult> Result => Default.TestResult;
}
