using System.Net;
using System.Net.Http.Headers;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Outbound;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Notices;

/// <summary>Posts notices to the addresses that submitters named.</summary>
public sealed class WebhookSender : IDisposable
{
    private readonly OutboundRules _rules;
    private readonly NoticeOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookSender(OutboundRules rules, OutboundHandlers handlers, IOptions<NoticeOptions> options, TimeProvider time)
    {
        (_rules, _options, _time) = (rules, options.Value, time);
        _http = new HttpClient(handlers.Create()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Why jobs of the publisher (or of none) cannot be noticed at the address, or null.</summary>
    public string? Refuse(Uri address, string? publisher) =>
        Secret(publisher) is null ? "cannot be used: no webhook secret is configured for this publisher" : _rules.Refuse(address);

    /// <summary>Posts the notice. Any answer from 200 to 299 means that it was taken; its body is not read.</summary>
    /// <exception cref="JobFaultException">It was not taken; the fault says whether sending again may help.</exception>
    public async Task SendAsync(Uri address, string? publisher, JobNotice notice, CancellationToken cancellation)
    {
        var secret = Secret(publisher)
            ?? throw new JobFaultException(JobFault.Data("webhook_secret_missing", "No webhook secret is configured for this publisher."));
        if (_rules.Refuse(address) is { } reason)
        {
            throw new JobFaultException(JobFault.Data("blocked_target", $"The webhook {reason}."));
        }

        var body = notice.ToBody();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Create(secret, _time.GetUtcNow(), body));
        request.Headers.Add("Idempotency-Key", notice.Id);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("FunctionsJobs", "1.0"));

        using var limit = new CancellationTokenSource(_options.WebhookTimeout, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ended.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new JobFaultException(Refused(response.StatusCode));
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new JobFaultException(JobFault.Timeout("webhook_timeout", $"The webhook did not answer within {_options.WebhookTimeout}."));
        }
        catch (HttpRequestException e) when (e.InnerException is OutboundRefusedException)
        {
            throw new JobFaultException(JobFault.Data("blocked_target", "The webhook's host has no public address."));
        }
        catch (HttpRequestException e)
        {
            throw new JobFaultException(JobFault.Network("webhook_unreachable", "The webhook could not be reached."), e);
        }
    }

    private static JobFault Refused(HttpStatusCode status)
    {
        // What the receiver says about this one moment may pass; what it says about the request will not.
        var mayPass = (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425;
        var fault = JobFault.Network("webhook_refused", $"The webhook answered {(int)status}.");
        return fault with { Retryable = mayPass };
    }

    private string? Secret(string? publisher) =>
        _options.WebhookSecrets.TryGetValue(publisher ?? NoticeOptions.NoPublisher, out var secret) ? secret : null;
}
