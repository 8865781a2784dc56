using System;
using System.Linq;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Records.Messages;

/// <summary>What nearly every stream repeats: names of classes, types and attributes, and small numbers.</summary>
internal static class TypedStreamNames
{
    private static readonly Utf8Interner s_names = new();

    /// <summary>The numbers from zero on, boxed.</summary>
    public static object[] SmallNumbers { get; } = [.. Enumerable.Range(0, 256).Select(static n => (object)(long)n)];

    /// <summary>The text of some bytes.</summary>
    public static string Get(ReadOnlySpan<byte> utf8) => s_names.Get(utf8);
}
