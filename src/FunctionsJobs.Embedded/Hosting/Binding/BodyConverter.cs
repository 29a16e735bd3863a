using FunctionsJobs.Embedded.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>What <c>[FromBody]</c> names as its converter.</summary>
internal sealed class BodyConverter : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var request = await context.FunctionContext.GetHttpRequestDataAsync();
        return request is null
            ? ConversionResult.Unhandled()
            : ConversionResult.Success(await RequestBody.ReadAsync(request, context.TargetType));
    }
}
