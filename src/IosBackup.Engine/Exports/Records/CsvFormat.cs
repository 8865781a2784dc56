using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// Tables by RFC 4180, with the mark that makes Excel read UTF-8. Texts that a spreadsheet would take for formulas get
/// an apostrophe before them: names and messages are written by strangers.
/// </summary>
internal sealed class CsvFormat(ExportFolder folder) : IRecordFormat
{
    private const string NewLine = "\r\n";
    private const char Mark = '\uFEFF';
    private const string FormulaStarts = "=+-@\t\r";

    private readonly Dictionary<Type, (string Path, long Count)> _files = [];

    public bool Add(IosRecord record, CancellationToken stop)
    {
        Type type = record.GetType();
        IReadOnlyList<PropertyInfo> fields = RecordFields.Of(type);
        if (!_files.TryGetValue(type, out (string Path, long Count) file))
        {
            file = (folder.NewName("", RecordFields.NameOf(type), ".csv"), 0);
            TextWriter start = folder.Append(file.Path);
            start.Write(Mark);
            start.Write(string.Join(",", fields.Select(static field => field.Name)));
            start.Write(NewLine);
        }

        folder.Append(file.Path).Write(
            string.Join(",", fields.Select(field => Cell(field.GetValue(record)))) + NewLine);
        _files[type] = (file.Path, file.Count + 1);
        return true;
    }

    public IEnumerable<ExportedFile> Finish() =>
        _files.Values.Select(file => folder.Complete(file.Path, file.Count));

    /// <summary>A value as a cell.</summary>
    internal static string Cell(object? value)
    {
        string text = RecordFields.ToText(value);
        bool isText = value is not (null or bool or DateTimeOffset or TimeSpan or Enum or int or long or double);
        if (isText && text.Length > 0 && FormulaStarts.Contains(text[0]))
        {
            text = "'" + text;
        }

        return text.IndexOfAny([',', '"', '\r', '\n']) < 0 && text.Trim().Length == text.Length
            ? text
            : "\"" + text.Replace("\"", "\"\"") + "\"";
    }
}
