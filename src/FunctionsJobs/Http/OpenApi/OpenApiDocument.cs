using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using FunctionsJobs.Jobs;

namespace FunctionsJobs.Http.OpenApi;

/// <summary>
/// Describes the program's HTTP API in OpenAPI 3.1, from what its functions declare: triggers, roles, the attributes of this folder, and the
/// metadata that bodies are read and written with. Nothing of it is written a second time by hand.
/// </summary>
public sealed class OpenApiDocument(JobTypeCatalogue jobs)
{
    private readonly Assembly _assembly = typeof(OpenApiDocument).Assembly;
    private readonly Lock _gate = new();
    private byte[]? _utf8;

    /// <summary>The document, made when it is first asked for: it stays the same for the life of the program.</summary>
    /// <exception cref="InvalidOperationException">A function declares too little.</exception>
    internal byte[] Utf8
    {
        get
        {
            lock (_gate)
            {
                return _utf8 ??= Encoding.UTF8.GetBytes(Build().ToJsonString());
            }
        }
    }

    private JsonObject Build()
    {
        var schemas = new OpenApiSchemas(_assembly, new XmlDocs(_assembly), jobs);
        var paths = new JsonObject();
        foreach (var operation in HttpOperation.AllOf(_assembly))
        {
            if (paths[operation.Path] is not JsonObject path)
            {
                paths[operation.Path] = path = [];
            }

            path[operation.HttpMethod] = new OpenApiOperation(operation, schemas).Build();
        }

        var problem = schemas.ReferTo(ProblemJson.Default.Problem);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "FunctionsJobs",
                ["version"] = _assembly.GetName().Version!.ToString(3),
                ["description"] = "Background jobs. Every call but the open ones needs a bearer token or an API key whose role suffices; credentials that are "
                    + "bound to a publisher see and change what is that publisher's, and what is another's is answered as if it were not there.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
                    ["apiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-api-key" },
                },
                ["responses"] = Problems(problem),
                ["schemas"] = new JsonObject(schemas.Components.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value))),
            },
        };
    }

    private static JsonObject Problems(JsonNode problem) => new(ProblemTypes.Statuses.Select(status => KeyValuePair.Create(
        OpenApiOperation.ProblemName(status),
        (JsonNode?)new JsonObject
        {
            ["description"] = ProblemTypes.TitleOf(status),
            ["headers"] = status switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Header("WWW-Authenticate", "Which credentials are needed."),
                HttpStatusCode.TooManyRequests => Header("Retry-After", "Seconds after which to try again."),
                _ => null,
            },
            ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = problem.DeepClone() } },
        }.WithoutNulls())));

    private static JsonObject Header(string name, string description) =>
        new() { [name] = new JsonObject { ["description"] = description, ["schema"] = new JsonObject { ["type"] = "string" } } };
}
