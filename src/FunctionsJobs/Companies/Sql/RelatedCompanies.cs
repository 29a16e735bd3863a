using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Companies.Profiles;

namespace FunctionsJobs.Companies.Sql;

/// <summary>Finds the companies that are the same one, step by step along what they have in common.</summary>
internal sealed class RelatedCompanies(AnalyticsSession session, CompanySql sql, string tenant, CancellationToken cancellation)
{
    private readonly HashSet<string> _grouped = new(StringComparer.Ordinal);

    /// <summary>
    /// The groups of some companies, each once, its ids in ordinal order; and those of companies that a former derivation joined to one of them, in case they are related no more.
    /// </summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> GroupsOfAsync(IReadOnlyList<string> ids)
    {
        var groups = await AddGroupsAsync(ids);
        var joined = await ListAsync(sql.ReadJoined, ("@ids", Members(groups.SelectMany(group => group))));
        return [.. groups, .. await AddGroupsAsync(joined)];
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>> AddGroupsAsync(IEnumerable<string> ids)
    {
        var groups = new List<IReadOnlyList<string>>();
        foreach (var id in ids.Where(id => !_grouped.Contains(id)))
        {
            var group = await GroupOfAsync(id);
            _grouped.UnionWith(group);
            groups.Add(group);
        }

        return groups;
    }

    private async Task<IReadOnlyList<string>> GroupOfAsync(string id)
    {
        var group = new SortedSet<string>(StringComparer.Ordinal) { id };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string[] added = [id];
        while (added.Length > 0)
        {
            var keys = await ListAsync(sql.ReadKeys, ("@ids", JsonTexts.Write(added)));
            string[] unseen = [.. keys.Where(key => CompanyKeys.Joins(key) && seen.Add(key))];
            var alike = unseen.Length == 0 ? [] : await ListAsync(sql.ReadAlike, ("@keys", Members(unseen)), ("@most", ICompanyStore.MaxAlike));
            added = [.. alike.Where(group.Add)];
            if (group.Count > ICompanyStore.MaxRelated)
            {
                return [id];
            }
        }

        return [.. group];
    }

    private static string Members(IEnumerable<string> texts) => CompanyRows.Write(texts.Distinct(StringComparer.Ordinal).Select(text => KeyValuePair.Create(text, 0)));

    private Task<IReadOnlyList<string>> ListAsync(string text, params (string Name, object Value)[] parameters) =>
        session.ListAsync(text, row => row.GetString(0), cancellation, [("@tenant", tenant), .. parameters]);
}
