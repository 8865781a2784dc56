using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Numerics;
using System.Text;

namespace IosBackup.Shell.Commands.Text;

/// <summary>Writes objects as JSON the way ConvertTo-Json does.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private readonly int _depth;
    private readonly bool _compress;
    private readonly bool _enumsAsStrings;

    public JsonText(int depth, bool compress, bool enumsAsStrings)
    {
        _depth = depth;
        _compress = compress;
        _enumsAsStrings = enumsAsStrings;
    }

    /// <summary>Whether something was too deep and was written as plain text.</summary>
    public bool Truncated { get; private set; }

    public string Write(object? value)
    {
        WriteValue(value, 0);
        return _text.ToString();
    }

    private void WriteValue(object? value, int level)
    {
        PSObject? wrapped = value as PSObject;
        object? plain = wrapped?.BaseObject ?? value;
        switch (plain)
        {
            case null:
                _text.Append("null");
                break;
            case bool flag:
                _text.Append(flag ? "true" : "false");
                break;
            case string or char or Guid or Uri:
                WriteString(plain.ToString()!);
                break;
            case DateTime time:
                WriteString(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                WriteString(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                break;
            case Enum when _enumsAsStrings:
                WriteString(plain.ToString()!);
                break;
            case Enum:
                _text.Append(Convert.ToInt64(plain, CultureInfo.InvariantCulture));
                break;
            case double or float or decimal:
                WriteReal((IFormattable)plain);
                break;
            case IFormattable when plain.GetType().IsPrimitive || plain is BigInteger:
                _text.Append(((IFormattable)plain).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                WriteComposite(PSObject.AsPSObject(wrapped ?? plain), plain, level);
                break;
        }
    }

    private void WriteComposite(PSObject wrapped, object plain, int level)
    {
        if (level > _depth)
        {
            Truncated = true;
            WriteString(LanguagePrimitives.ConvertTo<string>(wrapped));
            return;
        }

        if (plain is IDictionary table)
        {
            WriteItems('{', '}', level, table.Cast<DictionaryEntry>(), entry => WriteMember(
                entry.Key.ToString()!, () => entry.Value, level));
        }
        else if (plain is IEnumerable list)
        {
            WriteItems('[', ']', level, list.Cast<object?>(), item => WriteValue(item, level + 1));
        }
        else
        {
            WriteItems('{', '}', level, wrapped.Properties, property => WriteMember(
                property.Name, () => property.Value, level));
        }
    }

    private void WriteMember(string name, Func<object?> value, int level)
    {
        WriteString(name);
        _text.Append(_compress ? ":" : ": ");
        object? read = null;
        try
        {
            read = value();
        }
        catch (GetValueException)
        {
            // A property that cannot be read is written as null.
        }

        WriteValue(read, level + 1);
    }

    private void WriteItems<T>(
        char open, char close, int level, IEnumerable<T> items, Action<T> write)
    {
        _text.Append(open);
        bool any = false;
        foreach (T item in items)
        {
            _text.Append(any ? "," : "");
            any = true;
            NewLine(level + 1);
            write(item);
        }

        if (any)
        {
            NewLine(level);
        }

        _text.Append(close);
    }

    private void NewLine(int level)
    {
        if (!_compress)
        {
            _text.Append(Environment.NewLine).Append(' ', 2 * level);
        }
    }

    private void WriteReal(IFormattable number)
    {
        string text = number.ToString(null, CultureInfo.InvariantCulture);
        bool whole = text.All(character => char.IsAsciiDigit(character) || character == '-');
        bool special = text.Any(char.IsLetter) && !text.Contains('E', StringComparison.Ordinal);
        _text.Append(special ? $"\"{text}\"" : whole ? text + ".0" : text);
    }

    private void WriteString(string text)
    {
        _text.Append('"');
        foreach (char character in text)
        {
            _text.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        }

        _text.Append('"');
    }
}
