using System.Net;

namespace FunctionsJobs.Tests.Security.Tokens;

/// <summary>An issuer that came over no network: answers by path, and counts.</summary>
internal sealed class IssuerStub : HttpMessageHandler
{
    public Dictionary<string, Func<CancellationToken, Task<HttpResponseMessage>>> Answers { get; } = [];

    public List<string> Asked { get; } = [];

    /// <summary>Answers a path with a text.</summary>
    public void Serve(string url, string text) =>
        Answers[url] = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!.AbsoluteUri;
        lock (Asked)
        {
            Asked.Add(url);
        }

        return Answers.TryGetValue(url, out var answer)
            ? answer(cancellationToken)
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}
