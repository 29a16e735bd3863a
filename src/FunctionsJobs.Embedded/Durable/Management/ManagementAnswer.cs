using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>The answers that several calls share.</summary>
internal static class ManagementAnswer
{
    /// <summary>Answers with a status code alone.</summary>
    public static Task SendStatusAsync(HttpContext context, int statusCode)
    {
        context.Response.StatusCode = statusCode;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Answers <c>{"Message", "CorrelationId"}</c>. The real host adds the exception's type, message and stack trace; they tell a caller
    /// about the inside of the app, so they go to the log only, under the same correlation id.
    /// </summary>
    public static Task SendErrorAsync(HttpContext context, int statusCode, string message)
    {
        var body = JsonBody.Rent();
        body.Writer.WriteStartObject();
        body.Writer.WriteString("Message"u8, message);
        body.Writer.WriteString("CorrelationId"u8, CorrelationId(context));
        body.Writer.WriteEndObject();
        return body.SendAsync(context, statusCode);
    }

    /// <summary>What a caller can quote to find the log entry of a request: the trace id if the request has one.</summary>
    public static string CorrelationId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
