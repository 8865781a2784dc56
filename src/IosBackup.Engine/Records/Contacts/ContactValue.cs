using System.Collections.Generic;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>A row of a card's values, with its parts when it has some.</summary>
internal sealed record ContactValue(long Id, int Property, string? Label, string? Value)
{
    /// <summary>The parts of an address or online name by their keys.</summary>
    public Dictionary<string, string>? Entries { get; set; }

    /// <summary>A part; null when there is none.</summary>
    public string? this[string key] =>
        Entries is not null && Entries.TryGetValue(key, out string? value) ? value : null;
}
