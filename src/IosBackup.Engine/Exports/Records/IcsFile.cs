using System;
using System.Collections.Generic;

namespace IosBackup.Engine.Exports.Records;

/// <summary>A calendar file that grows.</summary>
internal sealed class IcsFile(string path)
{
    public string Path { get; } = path;

    /// <summary>The time zones that it defines.</summary>
    public HashSet<string> Zones { get; } = new(StringComparer.Ordinal);

    public long Count { get; set; }
}
