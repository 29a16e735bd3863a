using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settings of the worker.</summary>
public class WorkerOptions
{
    public WorkerOptions()
    {
    }

    /// <summary>
    /// Reads and writes bodies and durable payloads. When left unset: System.Text.Json with the app's <c>JsonSerializerOptions</c>,
    /// whose property names are matched without case.
    /// </summary>
    public ObjectSerializer? Serializer { get; set; }
}
