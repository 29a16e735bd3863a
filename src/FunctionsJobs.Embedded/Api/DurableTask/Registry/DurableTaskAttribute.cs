namespace Microsoft.DurableTask;

/// <summary>Names a class-based activity, orchestrator or entity in a <see cref="DurableTaskRegistry"/>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute(string? name = null) : Attribute
{
    /// <summary>The name to register under; the default value means the name of the class.</summary>
    public TaskName Name { get; } = string.IsNullOrEmpty(name) ? default : new TaskName(name);

    /// <summary>The version to register under; <see langword="null"/> or empty means unversioned.</summary>
    public string? Version { get; set; }
}
