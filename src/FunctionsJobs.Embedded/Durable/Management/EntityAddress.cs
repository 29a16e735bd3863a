using FunctionsJobs.Embedded.Durable.Entities;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>The part <c>{entityName}/{entityKey}</c> of a management address.</summary>
/// <remarks>
/// A key of <c>$</c>, or none, is the empty key. The real host takes <c>$</c> so when it reads, but sends operations to the key <c>$</c>,
/// which it then cannot read.
/// </remarks>
internal static class EntityAddress
{
    private const string EmptyKey = "$";

    /// <exception cref="ManagementFaultException">They are no entity id.</exception>
    public static EntityInstanceId Parse(string name, string? key)
    {
        try
        {
            var id = new EntityInstanceId(name, key is null or EmptyKey ? "" : key);
            EntityIdRules.Validate(id, nameof(key));
            return id;
        }
        catch (ArgumentException exception)
        {
            throw new ManagementFaultException(StatusCodes.Status400BadRequest, exception.Message);
        }
    }
}
