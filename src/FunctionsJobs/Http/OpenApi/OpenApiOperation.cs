using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using FunctionsJobs.Security;

namespace FunctionsJobs.Http.OpenApi;

/// <summary>Describes one operation.</summary>
internal sealed class OpenApiOperation(HttpOperation operation, OpenApiSchemas schemas)
{
    private static readonly HttpStatusCode[] OfARole =
        [HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable];

    private readonly MethodInfo _function = operation.Function;

    /// <summary>The name of a problem among the components.</summary>
    public static string ProblemName(HttpStatusCode status) => $"Problem{(int)status}";

    /// <summary>Makes the description.</summary>
    /// <exception cref="InvalidOperationException">The function declares too little.</exception>
    public JsonObject Build()
    {
        var about = _function.GetCustomAttribute<OperationAttribute>() ?? throw Lacks($"[{nameof(OperationAttribute)}]");
        var access = FunctionAccess.Of(_function) ?? throw Lacks("a role");
        return new JsonObject
        {
            ["operationId"] = operation.FunctionName,
            ["tags"] = new JsonArray(about.Tag),
            ["summary"] = about.Summary,
            ["description"] = Describe(about, access),
            ["security"] = Security(access),
            ["parameters"] = Parameters(),
            ["requestBody"] = Body(),
            ["responses"] = Responses(access),
        }.WithoutNulls();
    }

    private static string? Describe(OperationAttribute about, FunctionAccess access) =>
        access.AllTenants ? $"{about.Description} Credentials that are bound to a publisher are refused.".TrimStart() : about.Description;

    private static JsonArray Security(FunctionAccess access) => access.Role is not { } role
        ? []
        : [new JsonObject { ["bearer"] = new JsonArray(role.ToName()) }, new JsonObject { ["apiKey"] = new JsonArray(role.ToName()) }];

    private JsonArray? Parameters()
    {
        var declared = _function.GetCustomAttributes<ParameterAttribute>().ToArray();
        var described = declared.OfType<RouteParameterAttribute>().Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        if (operation.RouteValues.FirstOrDefault(value => !described.Contains(value)) is { } missing)
        {
            throw Lacks($"[{nameof(RouteParameterAttribute)}] for '{missing}'");
        }

        return declared.Length == 0
            ? null
            : new JsonArray([.. declared.OrderBy(parameter => parameter.Place, StringComparer.Ordinal).ThenByDescending(parameter => parameter.IsRequired).ThenBy(parameter => parameter.Name, StringComparer.Ordinal).Select(Parameter)]);
    }

    private static JsonNode Parameter(ParameterAttribute parameter)
    {
        var schema = parameter.Type switch
        {
            var type when type == typeof(int) => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
            var type when type == typeof(long) => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
            var type when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            var type when type == typeof(string) || type == typeof(DateTimeOffset) => new JsonObject { ["type"] = "string" },
            var other => throw new InvalidOperationException($"The parameter '{parameter.Name}' has the type {other}, which no parameter can have."),
        };
        if (parameter.Values.Length > 0)
        {
            schema["enum"] = new JsonArray([.. parameter.Values.Select(value => JsonValue.Create(value))]);
        }

        return new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.Place,
            ["required"] = parameter.IsRequired,
            ["description"] = parameter.Description,
            ["schema"] = schema,
        };
    }

    private JsonObject? Body()
    {
        var accepted = _function.GetCustomAttributes<AcceptsAttribute>().ToArray();
        return accepted.Length == 0
            ? null
            : new JsonObject
            {
                ["required"] = !accepted[0].IsOptional,
                ["description"] = accepted[0].Description,
                ["content"] = new JsonObject(accepted.Select(body => KeyValuePair.Create(
                    body.ContentType, (JsonNode?)new JsonObject { ["schema"] = schemas.ReferTo(body.Body, _function.DeclaringType!) }))),
            }.WithoutNulls();
    }

    private JsonObject Responses(FunctionAccess access)
    {
        var answers = _function.GetCustomAttributes<AnswersAttribute>().ToArray();
        if (answers.Length == 0)
        {
            throw Lacks($"[{nameof(AnswersAttribute)}]");
        }

        var problems = (_function.GetCustomAttribute<ProblemsAttribute>()?.Statuses ?? [])
            .Concat(access.Role is null ? [] : OfARole)
            .Append(HttpStatusCode.InternalServerError)
            .Except(answers.Select(answer => answer.Status))
            .Order();
        var responses = new JsonObject(answers.OrderBy(answer => answer.Status).Select(answer => KeyValuePair.Create(Number(answer.Status), (JsonNode?)Answer(answer))));
        foreach (var status in problems)
        {
            responses[Number(status)] = new JsonObject { ["$ref"] = $"#/components/responses/{ProblemName(status)}" };
        }

        return responses;
    }

    private JsonObject Answer(AnswersAttribute answer) => new JsonObject
    {
        ["description"] = answer.Description,
        ["headers"] = answer.Headers.Length == 0
            ? null
            : new JsonObject(answer.Headers.Select(name => KeyValuePair.Create(
                name, (JsonNode?)new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } }))),
        ["content"] = answer.ContentType is not { } type
            ? null
            : new JsonObject
            {
                [type] = new JsonObject
                {
                    ["schema"] = answer.Body is { } body ? schemas.ReferTo(body, _function.DeclaringType!) : new JsonObject { ["type"] = "string" },
                },
            },
    }.WithoutNulls();

    private static string Number(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    private InvalidOperationException Lacks(string what) => new($"The HTTP function '{operation.FunctionName}' declares no {what}.");
}
