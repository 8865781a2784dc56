using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Tests.VirtualDevice.Content.Formats;

/// <summary>Finds fields of a message.</summary>
internal static class ProtobufFields
{
    public static IEnumerable<ProtobufField> All(this List<ProtobufField> fields, int number) =>
        fields.Where(field => field.Number == number);

    /// <summary>The message in a field; an empty one when the field is not there.</summary>
    public static List<ProtobufField> Message(this List<ProtobufField> fields, int number) =>
        fields.FirstOrDefault(field => field.Number == number)?.Fields ?? [];

    /// <summary>The number in a field; 0 when the field is not there.</summary>
    public static long Integer(this List<ProtobufField> fields, int number) =>
        fields.FirstOrDefault(field => field.Number == number)?.Integer ?? 0;

    public static string Text(this List<ProtobufField> fields, int number) =>
        fields.FirstOrDefault(field => field.Number == number)?.Text ?? "";
}
