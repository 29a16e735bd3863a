namespace FunctionsJobs.Tests.Docs;

/// <summary>One setting, as the page shows it.</summary>
/// <param name="Section">The section of its options class.</param>
/// <param name="Name">Its whole name, levels separated by colons; <c>{name}</c> and <c>{n}</c> stand for keys and indexes that the user chooses.</param>
/// <param name="Type">In words.</param>
/// <param name="Default">Or a dash.</param>
/// <param name="Meaning">One line of Markdown, limits included.</param>
internal sealed record Setting(string Section, string Name, string Type, string Default, string Meaning)
{
    /// <summary>The row of the table.</summary>
    public string Row => $"| `{Name}` | {Type} | {Default} | {Meaning} |";
}
