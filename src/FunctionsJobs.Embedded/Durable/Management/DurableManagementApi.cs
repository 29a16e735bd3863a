using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>
/// The durable management HTTP API: checks the key, finds the call, and turns faults into answers.
/// </summary>
/// <remarks>
/// Codes, bodies and headers are those of the real host, with deliberate differences: an error tells a message and a correlation id,
/// never an exception or a stack trace; a query parameter that cannot be read is an error instead of being ignored; and the begin of
/// links is the configured public address or the request's own, whatever forwarded headers say, unless these are enabled.
/// </remarks>
internal sealed class DurableManagementApi
{
    private readonly DurableManagementOptions _options;
    private readonly ILogger<DurableManagementApi> _logger;
    private readonly ManagementKey _key;
    private readonly StartCall _start;
    private readonly StatusCall _status;
    private readonly ListCall _list;
    private readonly PurgeCall _purge;
    private readonly ControlCall _control;
    private readonly RestartCall _restart;
    private readonly RewindCall _rewind;
    private readonly RaiseEventCall _raiseEvent;
    private readonly ReadEntityCall _readEntity;
    private readonly ListEntitiesCall _listEntities;
    private readonly SignalEntityCall _signalEntity;

    public DurableManagementApi(
        IManagedTaskHub hub,
        ManagementLinks links,
        DurableManagementOptions options,
        TimeProvider time,
        ILogger<DurableManagementApi> logger,
        CancellationToken stopping)
    {
        _options = options;
        _logger = logger;
        _key = new ManagementKey(options.SystemKey, options.IsOtherKey);
        _status = new StatusCall(hub, links);
        var started = new StartedAnswer(hub, links, _status, time, stopping);
        _start = new StartCall(hub, started, options.MaxBodyBytes);
        _restart = new RestartCall(hub, started);
        _rewind = new RewindCall(hub);
        _list = new ListCall(hub);
        _purge = new PurgeCall(hub, time, logger);
        _control = new ControlCall(hub);
        _raiseEvent = new RaiseEventCall(hub, options.MaxBodyBytes);
        _readEntity = new ReadEntityCall(hub);
        _listEntities = new ListEntitiesCall(hub);
        _signalEntity = new SignalEntityCall(hub, options.MaxBodyBytes);
    }

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (!_key.IsIn(request))
        {
            _logger.KeyRefused(context.Connection.RemoteIpAddress);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var route = ManagementRoute.Parse(request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, request.Path.Value ?? "");
        try
        {
            var query = new ManagementQuery(request.QueryString.Value);
            await (IsOtherHub(query) ? ManagementAnswer.SendStatusAsync(context, StatusCodes.Status404NotFound) : DispatchAsync(context, route, query));
        }
        catch (ManagementFaultException fault)
        {
            await ManagementAnswer.SendErrorAsync(context, fault.StatusCode, fault.Message);
        }
        catch (BadHttpRequestException fault)
        {
            await ManagementAnswer.SendErrorAsync(context, fault.StatusCode, "The request could not be read");
        }
        catch (ArgumentException exception) when (!context.Response.HasStarted)
        {
            _logger.CallFailed(exception, route.Call, ManagementAnswer.CorrelationId(context));
            await ManagementAnswer.SendErrorAsync(context, StatusCodes.Status400BadRequest, "One or more of the arguments submitted is incorrect");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            _logger.CallFailed(exception, route.Call, ManagementAnswer.CorrelationId(context));
            await ManagementAnswer.SendErrorAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong while processing your request");
        }
    }

    private Task DispatchAsync(HttpContext context, ManagementRoute route, ManagementQuery query) => route.Call switch
    {
        ManagementCall.GetStatus => _status.HandleAsync(context, route.InstanceId!, query),
        ManagementCall.Start => _start.HandleAsync(context, route.Name!, route.InstanceId, query),
        ManagementCall.List => _list.HandleAsync(context, query),
        ManagementCall.Purge => _purge.HandleAsync(context, route.InstanceId!),
        ManagementCall.PurgeMany => _purge.HandleAsync(context, query),
        ManagementCall.Terminate or ManagementCall.Suspend or ManagementCall.Resume
            => _control.HandleAsync(context, route.Call, route.InstanceId!, query.Text("reason")),
        ManagementCall.Restart => _restart.HandleAsync(context, route.InstanceId!, query),
        ManagementCall.Rewind => _rewind.HandleAsync(context, route.InstanceId!, query.Text("reason")),
        ManagementCall.RaiseEvent => _raiseEvent.HandleAsync(context, route.InstanceId!, route.Name!),
        ManagementCall.ReadEntity => _readEntity.HandleAsync(context, EntityAddress.Parse(route.Name!, route.Key)),
        ManagementCall.ListEntities => _listEntities.HandleAsync(context, route.Name, query),
        ManagementCall.SignalEntity => _signalEntity.HandleAsync(context, EntityAddress.Parse(route.Name!, route.Key), query.Text("op") ?? ""),
        ManagementCall.DeleteEntity => _signalEntity.HandleAsync(context, EntityAddress.Parse(route.Name!, route.Key), "delete"),
        ManagementCall.MakePrimary => MakePrimaryAsync(context),
        _ => ManagementAnswer.SendStatusAsync(context, StatusCodes.Status404NotFound),
    };

    /// <summary>One process owns the hub, so it is the primary always.</summary>
    private Task MakePrimaryAsync(HttpContext context)
        => _options.UseAppLease
            ? ManagementAnswer.SendStatusAsync(context, StatusCodes.Status200OK)
            : ManagementAnswer.SendErrorAsync(
                context,
                StatusCodes.Status400BadRequest,
                "Cannot make current app primary. This app is not using the AppLease feature.");

    // The key opens this hub alone; the real host would look into any hub of the storage account that the caller names.
    private bool IsOtherHub(ManagementQuery query)
    {
        var hub = query.Find("taskHub").Span;
        return !hub.IsEmpty && !hub.Equals(_options.HubName, StringComparison.OrdinalIgnoreCase);
    }
}
