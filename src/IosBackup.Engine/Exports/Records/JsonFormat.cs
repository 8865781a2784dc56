using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// One JSON file for each kind of records: <c>{"schema":"IosBackup.Records/1","type":"Message","records":[…]}</c>, a
/// record a line. Names are those of the properties; times are ISO 8601 in UTC, durations seconds, bytes base64; what
/// is null is left out.
/// </summary>
internal sealed class JsonFormat(ExportFolder folder) : IRecordFormat
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<Type, (string Path, long Count)> _files = [];

    public bool Add(IosRecord record, CancellationToken stop)
    {
        Type type = record.GetType();
        if (!_files.TryGetValue(type, out (string Path, long Count) file))
        {
            file = (folder.NewName("", RecordFields.NameOf(type), ".json"), 0);
            folder.Append(file.Path).Write(
                "{\"schema\":\"IosBackup.Records/1\",\"type\":\"" + RecordFields.NameOf(type) + "\",\"records\":[");
        }

        TextWriter writer = folder.Append(file.Path);
        writer.Write(file.Count == 0 ? "\n" : ",\n");
        writer.Write(ToJson(record));
        _files[type] = (file.Path, file.Count + 1);
        return true;
    }

    public IEnumerable<ExportedFile> Finish() => _files.Values.Select(file =>
    {
        folder.Append(file.Path).Write("\n]}\n");
        return folder.Complete(file.Path, file.Count);
    });

    private static string ToJson(IosRecord record)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, s_options))
        {
            WriteObject(json, record);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void WriteObject(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (PropertyInfo field in RecordFields.Of(value.GetType()))
        {
            if (field.GetValue(value) is object present)
            {
                json.WritePropertyName(field.Name);
                WriteValue(json, present);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int or long or short or byte:
                json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double real when !double.IsNaN(real) && !double.IsInfinity(real):
                json.WriteNumberValue(real);
                break;
            case DateTimeOffset or Enum or double:
                json.WriteStringValue(RecordFields.ToText(value));
                break;
            case TimeSpan duration:
                json.WriteNumberValue(duration.TotalSeconds);
                break;
            case IReadOnlyList<byte> bytes:
                json.WriteStringValue(Convert.ToBase64String([.. bytes]));
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (object? item in items)
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                WriteObject(json, value);
                break;
        }
    }
}
