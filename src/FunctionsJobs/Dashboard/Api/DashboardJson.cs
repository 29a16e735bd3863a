using System.Text.Json.Serialization;
using FunctionsJobs.Http;

namespace FunctionsJobs.Dashboard.Api;

/// <summary>How bodies of the dashboard's API are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiResponse<DashboardStatsView>))]
internal sealed partial class DashboardJson : JsonSerializerContext;
