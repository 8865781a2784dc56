using System;
using System.Collections.Generic;
using System.Text.Json;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>
/// Turns JSON into values that know their lines. What JSON leaves open is refused: keys that are there twice, and text
/// that is no Unicode.
/// </summary>
internal sealed class PolicyTree
{
    /// <summary>How deep values may lie in each other. Policies need three.</summary>
    public const int Depth = 8;

    private const byte NewLine = (byte)'\n';

    private readonly PolicySource _source;
    private readonly byte[] _json;
    private int _seen;
    private int _line = 1;

    private PolicyTree(PolicySource source, byte[] json)
    {
        _source = source;
        _json = json;
    }

    /// <summary>Reads the one value that JSON in UTF-8 holds.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PolicyInvalid"/>.</exception>
    public static PolicyNode Read(PolicySource source, byte[] json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = Depth });
        PolicyTree tree = new(source, json);
        try
        {
            reader.Read();
            PolicyNode root = tree.ReadValue(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            // Its message repeats the place in its own way, and bytes of the file.
            int line = (int)Math.Min(error.LineNumber ?? 0, int.MaxValue - 1) + 1;
            throw source.Error(line, string.Empty, $"It is no JSON, or lies deeper than {Depth} levels.");
        }
    }

    private PolicyNode ReadValue(ref Utf8JsonReader reader)
    {
        PolicyNode node = new(reader.TokenType, LineOf(reader.TokenStartIndex));
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => node with { Members = ReadMembers(ref reader) },
            JsonTokenType.StartArray => node with { Items = ReadItems(ref reader) },
            JsonTokenType.String => node with { Text = ReadText(ref reader, node.Line) },
            JsonTokenType.Number => node with { Number = reader.TryGetInt32(out int number) ? number : null },
            _ => node,
        };
    }

    private List<(string Key, int Line, PolicyNode Value)> ReadMembers(ref Utf8JsonReader reader)
    {
        List<(string Key, int Line, PolicyNode Value)> members = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int line = LineOf(reader.TokenStartIndex);
            string key = ReadText(ref reader, line);
            if (!keys.Add(key))
            {
                throw _source.Error(line, key, "The key is there twice.");
            }

            reader.Read();
            members.Add((key, line, ReadValue(ref reader)));
        }

        return members;
    }

    private List<PolicyNode> ReadItems(ref Utf8JsonReader reader)
    {
        List<PolicyNode> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return items;
    }

    private string ReadText(ref Utf8JsonReader reader, int line)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw _source.Error(line, string.Empty, "The text is no Unicode. Policies are written in UTF-8.");
        }
    }

    private int LineOf(long position)
    {
        for (; _seen < position; _seen++)
        {
            _line += _json[_seen] == NewLine ? 1 : 0;
        }

        return _line;
    }
}
