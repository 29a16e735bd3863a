namespace FunctionsJobs.Postgres;

/// <summary>A database error in the terms of the stores.</summary>
/// <param name="Message">What failed and what to do; without data, SQL or secrets.</param>
/// <param name="IsTransient">Whether the same call may succeed later without anybody changing anything.</param>
/// <param name="IsWorthRepeating">Whether the database asks for a repeat, or the connection was at fault: a repeat at once may succeed.</param>
internal sealed record PostgresFault(string Message, bool IsTransient, bool IsWorthRepeating = false);
