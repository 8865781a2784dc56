using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content.Formats;

/// <summary>Takes an archived attributed string apart.</summary>
internal static class AttributedTextReader
{
    /// <summary>The text and its runs with the attributes of each by name.</summary>
    public static (string Text, List<AttributedRun> Runs) Read(byte[] bytes)
    {
        TypedObject root = TypedStreamReader.Read(bytes);
        Assert.Contains("AttributedString", root.Class.Name, StringComparison.Ordinal);
        string text = String(root.Groups[0].Values[0]!);
        List<TypedObject> dictionaries = [];
        List<AttributedRun> runs = [];
        int start = 0;
        for (int i = 1; i < root.Groups.Count; i++)
        {
            TypedGroup run = root.Groups[i];
            Assert.Equal("iI", run.Encoding);
            int number = (int)(long)run.Values[0]!;
            if (number > dictionaries.Count)
            {
                Assert.Equal(dictionaries.Count + 1, number);
                i++;
                Assert.Equal("@", root.Groups[i].Encoding);
                dictionaries.Add((TypedObject)root.Groups[i].Values[0]!);
            }

            int length = (int)(long)run.Values[1]!;
            runs.Add(new AttributedRun(text.Substring(start, length), Dictionary(dictionaries[number - 1])));
            start += length;
        }

        Assert.Equal(text.Length, start);
        return (text, runs);
    }

    public static string String(object value)
    {
        TypedObject text = Assert.IsType<TypedObject>(value);
        Assert.EndsWith("String", text.Class.Name, StringComparison.Ordinal);
        return Encoding.UTF8.GetString((byte[])text.Groups[0].Values[0]!);
    }

    private static Dictionary<string, TypedObject> Dictionary(TypedObject dictionary)
    {
        Assert.EndsWith("Dictionary", dictionary.Class.Name, StringComparison.Ordinal);
        List<object?> items = [.. dictionary.Groups.Skip(1).SelectMany(static group => group.Values)];
        Assert.Equal(2 * (long)dictionary.Groups[0].Values[0]!, items.Count);
        return items.Chunk(2).ToDictionary(static pair => String(pair[0]!), static pair => (TypedObject)pair[1]!);
    }
}
