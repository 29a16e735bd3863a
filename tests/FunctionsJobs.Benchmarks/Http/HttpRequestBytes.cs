using System.Net;
using System.Text;

namespace FunctionsJobs.Benchmarks.Http;

/// <summary>Requests as they go over the wire.</summary>
internal static class HttpRequestBytes
{
    public static byte[] Get(IPEndPoint host, string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");

    public static byte[] Post(IPEndPoint host, string path, string json, string? token = null) =>
        Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {host}\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}"
            + $"Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");
}
