using System.Net;

namespace FunctionsJobs.Analytics.Ingest;

/// <summary>Why a body was not read to its end.</summary>
/// <param name="Status">What to answer with.</param>
/// <param name="Reason">A sentence.</param>
public sealed record BodyRefusal(HttpStatusCode Status, string Reason);
