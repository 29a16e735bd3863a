using System.Reflection;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Tests.Architecture;

public class AccessTests
{
    private static readonly (string Name, MethodInfo Method)[] HttpFunctions =
        [.. Functions.All.Where(function => function.Method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute))))];

    [Fact]
    public void HttpFunctions_DeclareTheirRoleOrThatTheyAreOpen()
    {
        Assert.NotEmpty(HttpFunctions);
        Assert.Empty(HttpFunctions.Where(function => FunctionAccess.Of(function.Method) is null).Select(function => function.Name));
    }

    [Fact]
    public void OtherFunctions_DeclareNothing()
    {
        Assert.Empty(Functions.All.Except(HttpFunctions)
            .Where(function => function.Method.IsDefined(typeof(RequiresRoleAttribute)) || function.Method.IsDefined(typeof(OpenToAllAttribute)))
            .Select(function => function.Name));
    }

    // What is open is open on purpose: a function that comes to this list was talked about.
    [Fact]
    public void OpenFunctions_AreThese()
    {
        Assert.Equal(
            ["blobs-download", "dashboard-page", "health", "health-live", "health-ready", "openapi"],
            HttpFunctions.Where(function => FunctionAccess.Of(function.Method)!.Role is null).Select(function => function.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OpenFunctions_OnlyRead()
    {
        Assert.All(
            HttpFunctions.Where(function => FunctionAccess.Of(function.Method)!.Role is null),
            function => Assert.All(
                function.Method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).Single(trigger => trigger is not null)!.Methods!,
                method => Assert.True(method is "get" or "head", method)));
    }

    [Fact]
    public void ChangingFunctions_NeedMoreThanAViewer()
    {
        Assert.All(
            HttpFunctions.Where(function => function.Method.GetParameters()
                .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).Single(trigger => trigger is not null)!.Methods!
                .Any(method => method is not ("get" or "head"))),
            function => Assert.True(FunctionAccess.Of(function.Method)!.Role >= Role.Operator, function.Name));
    }

    [Fact]
    public void Of_WhenNothingOrBothIsDeclared_IsNull()
    {
        Assert.Null(FunctionAccess.Of(typeof(AccessTests).GetMethod(nameof(Nothing))!));
        Assert.Null(FunctionAccess.Of(typeof(AccessTests).GetMethod(nameof(Both))!));
    }

    public static bool Nothing() => true;

    [RequiresRole(Role.Viewer)]
    [OpenToAll("a contradiction")]
    public static bool Both() => true;
}
