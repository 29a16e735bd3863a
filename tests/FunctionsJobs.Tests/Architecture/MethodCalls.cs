using System.Reflection;
using System.Reflection.Emit;

namespace FunctionsJobs.Tests.Architecture;

/// <summary>Reads which members the code of a type uses, its lambdas and async methods included.</summary>
internal static class MethodCalls
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Members used by the type and by what the compiler made of it.</summary>
    public static IReadOnlyCollection<MemberInfo> Of(Type type) =>
        [.. WithNested(type).SelectMany(t => t.GetMethods(All).Cast<MethodBase>().Concat(t.GetConstructors(All))).SelectMany(Used).Distinct()];

    private static IEnumerable<Type> WithNested(Type type) => type.GetNestedTypes(All).SelectMany(WithNested).Prepend(type);

    private static IEnumerable<MemberInfo> Used(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var position = 0; position < code.Length;)
        {
            var value = (short)code[position++];
            if (value == 0xfe)
            {
                value = (short)(0xfe00 | code[position++]);
            }

            var operand = OpCodes[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return Resolve(method, BitConverter.ToInt32(code, position));
            }

            position += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, position)),
                _ => 4,
            };
        }
    }

    private static MemberInfo Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType?.GetGenericArguments(),
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;
}
