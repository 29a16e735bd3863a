using System.Security.Cryptography;

namespace FunctionsJobs.Tests.Security.Harness;

/// <summary>RSA keys of the tests, made once: making them takes long.</summary>
internal static class TestKeys
{
    public static RSA First { get; } = RSA.Create(2048);

    public static RSA Second { get; } = RSA.Create(2048);

    public static RSA Small { get; } = RSA.Create(1024);
}
