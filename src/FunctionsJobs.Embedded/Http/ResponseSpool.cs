namespace FunctionsJobs.Embedded.Http;

/// <summary>Where written response bodies are kept until the function returns.</summary>
/// <param name="MemoryBytes">Bytes kept in memory per body.</param>
/// <param name="Folder">Folder of the temporary files for what exceeds it.</param>
internal sealed record ResponseSpool(int MemoryBytes, string Folder);
