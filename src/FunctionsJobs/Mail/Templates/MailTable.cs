namespace FunctionsJobs.Mail.Templates;

/// <summary>A table: the first column names, the others hold values.</summary>
/// <param name="Columns">The columns' titles.</param>
/// <param name="Rows">The rows, each with one text a column.</param>
public sealed record MailTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
