using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FunctionsJobs.Tests.Servers;

/// <summary>A test that is named in the results and not run, since its server is missing.</summary>
public sealed class LeftOutTestCase : XunitTestCase
{
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For deserialisation only.")]
    public LeftOutTestCase()
    {
    }

    public LeftOutTestCase(IMessageSink messages, ITestMethod method)
        : base(messages, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, method)
    {
    }

    /// <summary>Why a test is left out, or null.</summary>
    public static string? ReasonFor(ITestMethod method) => method.Method.GetCustomAttributes(typeof(NeedsServerAttribute))
        .Concat(method.TestClass.Class.GetCustomAttributes(typeof(NeedsServerAttribute)))
        .Select(needed => TestServers.ReasonToLeaveOut(needed.GetNamedArgument<string>(nameof(NeedsServerAttribute.Setting))))
        .FirstOrDefault(reason => reason is not null);

    protected override string GetSkipReason(IAttributeInfo factAttribute) => ReasonFor(TestMethod)!;
}
