using System.Collections.Generic;

namespace IosBackup.Engine.Records.Messages;

/// <summary>A stretch of a text with the same attributes.</summary>
/// <param name="Start">Where it starts, in UTF-16 units.</param>
/// <param name="Length">Its length in UTF-16 units.</param>
/// <param name="Attributes">The attributes by name.</param>
internal sealed record AttributedRun(int Start, int Length, IReadOnlyDictionary<string, object?> Attributes)
{
    /// <summary>The bubble of the message that the stretch belongs to.</summary>
    public int? Part => (int?)Number("__kIMMessagePartAttributeName");

    /// <summary>The text of an attribute; null when it has none.</summary>
    public string? Text(string name) =>
        Attributes.TryGetValue(name, out object? value) ? (value as TypedObject)?.Text : null;

    /// <summary>The number of an attribute; null when it has none.</summary>
    public long? Number(string name) =>
        Attributes.TryGetValue(name, out object? value) ? (value as TypedObject)?.Number : null;
}
